/// What a diagnosis found, what it could not get, and how long it may take.
@NullMarked
package dev.kprov.diagnose.finding;

import org.jspecify.annotations.NullMarked;
