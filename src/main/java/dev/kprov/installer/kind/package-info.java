/// Clusters in containers of this machine, by kind.
@NullMarked
package dev.kprov.installer.kind;

import org.jspecify.annotations.NullMarked;
