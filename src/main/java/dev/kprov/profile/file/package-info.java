/// How a profile is written in YAML.
@NullMarked
package dev.kprov.profile.file;

import org.jspecify.annotations.NullMarked;
