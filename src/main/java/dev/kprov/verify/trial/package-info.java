/// Using a cluster as its users do, with pods in a namespace that goes away afterwards.
@NullMarked
package dev.kprov.verify.trial;

import org.jspecify.annotations.NullMarked;
