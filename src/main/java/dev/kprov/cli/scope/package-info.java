/// Which hosts a run is about, and which it goes on without.
@NullMarked
package dev.kprov.cli.scope;

import org.jspecify.annotations.NullMarked;
