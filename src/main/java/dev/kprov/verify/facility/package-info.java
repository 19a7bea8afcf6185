/// What a cluster has besides nodes and pods, and what of it can stand in the way of new pods.
@NullMarked
package dev.kprov.verify.facility;

import org.jspecify.annotations.NullMarked;
