/// What went wrong, why, and what to do next: the one vocabulary of failure.
@NullMarked
package dev.kprov.problem;

import org.jspecify.annotations.NullMarked;
