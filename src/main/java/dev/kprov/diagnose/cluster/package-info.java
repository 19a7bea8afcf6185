/// What the API server tells.
@NullMarked
package dev.kprov.diagnose.cluster;

import org.jspecify.annotations.NullMarked;
