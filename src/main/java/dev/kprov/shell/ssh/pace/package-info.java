/// How much is asked of a server at once, and how long and how often.
@NullMarked
package dev.kprov.shell.ssh.pace;

import org.jspecify.annotations.NullMarked;
