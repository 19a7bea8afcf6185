/// Where a diagnosis of a cluster is asked for, and what is said of it.
@NullMarked
package dev.kprov.cli.diagnosis;

import org.jspecify.annotations.NullMarked;
