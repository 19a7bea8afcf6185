/// Drives kubeadm over SSH.
@NullMarked
package dev.kprov.installer.kubeadm;

import org.jspecify.annotations.NullMarked;
