/// What stands on standard output: the answer, and nothing else.
@NullMarked
package dev.kprov.cli.answer;

import org.jspecify.annotations.NullMarked;
