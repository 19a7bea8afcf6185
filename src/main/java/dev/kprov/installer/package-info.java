/// HOW: the contract that every installer keeps.
@NullMarked
package dev.kprov.installer;

import org.jspecify.annotations.NullMarked;
