/// Commands on a remote host: the only package that sees SSHJ.
@NullMarked
package dev.kprov.shell.ssh;

import org.jspecify.annotations.NullMarked;
