/// Commands on a remote host through the `ssh` program of this machine.
@NullMarked
package dev.kprov.shell.openssh;

import org.jspecify.annotations.NullMarked;
