/// Completion for shells that picocli does not know.
@NullMarked
package dev.kprov.cli.completion;

import org.jspecify.annotations.NullMarked;
