/// WHO: the hosts of a cluster and how to reach them.
@NullMarked
package dev.kprov.inventory;

import org.jspecify.annotations.NullMarked;
