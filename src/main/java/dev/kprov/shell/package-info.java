/// Where commands run: one contract, two shells.
@NullMarked
package dev.kprov.shell;

import org.jspecify.annotations.NullMarked;
