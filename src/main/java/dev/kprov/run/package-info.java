/// Runs a plan without barriers and tells every listener what happens.
@NullMarked
package dev.kprov.run;

import org.jspecify.annotations.NullMarked;
