/// minikube: clusters in containers and virtual machines of this machine, or on one host.
@NullMarked
package dev.kprov.installer.minikube;

import org.jspecify.annotations.NullMarked;
