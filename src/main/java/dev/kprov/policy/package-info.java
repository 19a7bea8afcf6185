/// WHAT THEN: what a failure means for the rest of a run, and which hosts a run goes on without.
@NullMarked
package dev.kprov.policy;

import org.jspecify.annotations.NullMarked;
