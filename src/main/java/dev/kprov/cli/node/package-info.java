/// Nodes that come into a cluster that is there, and leave it.
@NullMarked
package dev.kprov.cli.node;

import org.jspecify.annotations.NullMarked;
