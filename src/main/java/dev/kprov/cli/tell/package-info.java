/// Commands that are about kprov and this machine, and touch no cluster.
@NullMarked
package dev.kprov.cli.tell;

import org.jspecify.annotations.NullMarked;
