/// Programs of this machine: the only package that sees Commons Exec.
@NullMarked
package dev.kprov.shell.launch;

import org.jspecify.annotations.NullMarked;
