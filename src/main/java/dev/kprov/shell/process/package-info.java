/// How a started command is talked to, the same in both shells: quoting, becoming root, its output, its end.
@NullMarked
package dev.kprov.shell.process;

import org.jspecify.annotations.NullMarked;
