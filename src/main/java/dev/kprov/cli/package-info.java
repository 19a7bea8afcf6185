/// The command line: one class a verb.
@NullMarked
package dev.kprov.cli;

import org.jspecify.annotations.NullMarked;
