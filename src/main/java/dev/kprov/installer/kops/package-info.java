/// Clusters of kops: what is wanted lies in a state store, and kops makes a cloud agree with it.
@NullMarked
package dev.kprov.installer.kops;

import org.jspecify.annotations.NullMarked;
