/// A cluster for one command: made, proven, used and removed.
@NullMarked
package dev.kprov.cli.ci;

import org.jspecify.annotations.NullMarked;
