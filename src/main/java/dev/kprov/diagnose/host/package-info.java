/// What the hosts tell.
@NullMarked
package dev.kprov.diagnose.host;

import org.jspecify.annotations.NullMarked;
