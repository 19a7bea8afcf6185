/// The plan as data: steps, their edges and what each would do.
@NullMarked
package dev.kprov.plan;

import org.jspecify.annotations.NullMarked;
