/// Checks of what pods of kprov's own found when they used the cluster.
@NullMarked
package dev.kprov.verify.check.trial;

import org.jspecify.annotations.NullMarked;
