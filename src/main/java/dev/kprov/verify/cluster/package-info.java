/// What a cluster says about itself, read in one go.
@NullMarked
package dev.kprov.verify.cluster;

import org.jspecify.annotations.NullMarked;
