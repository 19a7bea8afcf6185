/// JSON of other programs, as plain values.
@NullMarked
package dev.kprov.yaml.json;

import org.jspecify.annotations.NullMarked;
