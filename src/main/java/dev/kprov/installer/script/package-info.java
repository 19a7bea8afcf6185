/// Any builder of clusters, by scripts that a profile brings along.
@NullMarked
package dev.kprov.installer.script;

import org.jspecify.annotations.NullMarked;
