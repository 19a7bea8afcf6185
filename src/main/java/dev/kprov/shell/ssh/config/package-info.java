/// What `ssh_config(5)` says of a host, read as OpenSSH reads it.
@NullMarked
package dev.kprov.shell.ssh.config;

import org.jspecify.annotations.NullMarked;
