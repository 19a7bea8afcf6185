/// Strict YAML with positions: the only package that sees Jackson.
@NullMarked
package dev.kprov.yaml;

import org.jspecify.annotations.NullMarked;
