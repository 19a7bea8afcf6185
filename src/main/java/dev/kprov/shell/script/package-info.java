/// Scripts on hosts: how they are sent, what they say, how they end.
@NullMarked
package dev.kprov.shell.script;

import org.jspecify.annotations.NullMarked;
