/// IS IT SO: checks against the live cluster; the only package that sees Fabric8.
@NullMarked
package dev.kprov.verify;

import org.jspecify.annotations.NullMarked;
