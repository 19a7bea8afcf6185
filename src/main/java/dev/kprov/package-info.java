/// kprov: creates Kubernetes clusters with trusted installers and proves that they work.
@NullMarked
package dev.kprov;

import org.jspecify.annotations.NullMarked;
