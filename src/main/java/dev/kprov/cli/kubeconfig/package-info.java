/// The user's own kubeconfig.
@NullMarked
package dev.kprov.cli.kubeconfig;

import org.jspecify.annotations.NullMarked;
