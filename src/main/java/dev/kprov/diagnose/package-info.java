/// Everything that tells why a cluster does not work, in one archive.
@NullMarked
package dev.kprov.diagnose;

import org.jspecify.annotations.NullMarked;
