/// Asking what listens in a pod, through the API server and the kubelet.
@NullMarked
package dev.kprov.verify.forward;

import org.jspecify.annotations.NullMarked;
