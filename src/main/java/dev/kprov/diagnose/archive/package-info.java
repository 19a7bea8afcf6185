/// The archive of a diagnosis; whatever comes into it has passed the redactor.
@NullMarked
package dev.kprov.diagnose.archive;

import org.jspecify.annotations.NullMarked;
