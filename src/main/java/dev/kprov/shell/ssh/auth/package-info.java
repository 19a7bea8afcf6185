/// Who logs in over SSH: keys, certificates and the agent, and the order in which they are tried.
@NullMarked
package dev.kprov.shell.ssh.auth;

import org.jspecify.annotations.NullMarked;
