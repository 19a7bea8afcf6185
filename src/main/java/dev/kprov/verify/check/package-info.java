/// One class a check: each judges a snapshot of the cluster and asks nobody.
@NullMarked
package dev.kprov.verify.check;

import org.jspecify.annotations.NullMarked;
