/// ONE AT A TIME: the lock that a run holds on the cluster's control planes.
@NullMarked
package dev.kprov.lock;

import org.jspecify.annotations.NullMarked;
