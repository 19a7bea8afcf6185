/// What a cluster says about itself, read in one go; the only package that sees Fabric8.
@NullMarked
package dev.kprov.verify.cluster;

import org.jspecify.annotations.NullMarked;
