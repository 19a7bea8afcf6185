/// Asking those who use the cluster, again and again, until they have got the right answer.
@NullMarked
package dev.kprov.verify.probe;

import org.jspecify.annotations.NullMarked;
