/// The configuration of containerd: what Kubernetes needs in it, merged into what a site has.
@NullMarked
package dev.kprov.installer.containerd;

import org.jspecify.annotations.NullMarked;
