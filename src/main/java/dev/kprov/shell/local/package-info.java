/// Commands on this machine.
@NullMarked
package dev.kprov.shell.local;

import org.jspecify.annotations.NullMarked;
