/// The streams into a pod, through the API server and the kubelet: what listens in it, and commands.
@NullMarked
package dev.kprov.verify.stream;

import org.jspecify.annotations.NullMarked;
