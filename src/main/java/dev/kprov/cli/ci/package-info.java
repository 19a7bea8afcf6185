/// A cluster for one job: made or verified, used and removed, with the flags of kubetest2.
@NullMarked
package dev.kprov.cli.ci;

import org.jspecify.annotations.NullMarked;
