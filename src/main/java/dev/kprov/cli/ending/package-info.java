/// How a run ended, and what is said then.
@NullMarked
package dev.kprov.cli.ending;

import org.jspecify.annotations.NullMarked;
