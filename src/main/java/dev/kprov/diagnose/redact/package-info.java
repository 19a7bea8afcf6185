/// Secrets are taken out of whatever is given to others.
@NullMarked
package dev.kprov.diagnose.redact;

import org.jspecify.annotations.NullMarked;
