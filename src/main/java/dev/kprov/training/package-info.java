/// A run that a Java learns from which classes kprov needs, so that it need not look for them at each start.
@NullMarked
package dev.kprov.training;

import org.jspecify.annotations.NullMarked;
