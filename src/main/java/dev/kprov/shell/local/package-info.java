/// Commands on this machine: the only package that sees Commons Exec.
@NullMarked
package dev.kprov.shell.local;

import org.jspecify.annotations.NullMarked;
