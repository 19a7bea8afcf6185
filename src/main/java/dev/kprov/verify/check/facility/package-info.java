/// The checks of what a cluster has besides nodes and their pods.
@NullMarked
package dev.kprov.verify.check.facility;

import org.jspecify.annotations.NullMarked;
