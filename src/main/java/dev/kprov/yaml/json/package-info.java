/// JSON of other programs, as plain values, and of kprov, as text.
@NullMarked
package dev.kprov.yaml.json;

import org.jspecify.annotations.NullMarked;
