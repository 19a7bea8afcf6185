/// What every check is, and how those that speak of pods and hosts judge one.
@NullMarked
package dev.kprov.verify.judge;

import org.jspecify.annotations.NullMarked;
