/// WHAT: the cluster that is wanted and the installer that makes it.
@NullMarked
package dev.kprov.profile;

import org.jspecify.annotations.NullMarked;
