/// Connections to jump hosts that several hosts share.
@NullMarked
package dev.kprov.shell.openssh.jump;

import org.jspecify.annotations.NullMarked;
