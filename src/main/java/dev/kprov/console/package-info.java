/// How a run looks while it goes on.
@NullMarked
package dev.kprov.console;

import org.jspecify.annotations.NullMarked;
