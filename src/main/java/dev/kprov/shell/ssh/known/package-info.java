/// Who a server is: its key, its certificate, and the files that know them.
@NullMarked
package dev.kprov.shell.ssh.known;

import org.jspecify.annotations.NullMarked;
