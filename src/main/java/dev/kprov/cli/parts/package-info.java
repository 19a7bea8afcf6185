/// What is wanted, and the parts of kprov that are put together for it.
@NullMarked
package dev.kprov.cli.parts;

import org.jspecify.annotations.NullMarked;
