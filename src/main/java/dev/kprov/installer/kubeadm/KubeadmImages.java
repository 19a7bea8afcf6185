package dev.kprov.installer.kubeadm;

import java.util.List;

/// Which images a kind of host needs, out of what `kubeadm config images list` names: the only authority on them.
final class KubeadmImages {
    /// What the static pods need before anything else.
    static final String CONTROL_PLANE = "/(pause|etcd|kube-apiserver|kube-controller-manager|kube-scheduler):";
    static final String PAUSE = "/pause:";
    static final String EVERY_NODE = "/(kube-proxy|coredns):";

    private KubeadmImages() {}

    /// The image that holds a pod's namespaces; a placeholder that the host fills in while kubeadm is not installed
    /// there.
    record Sandbox(String image) {
        static final Sandbox UNKNOWN = new Sandbox("@SANDBOX_IMAGE@");

        static Sandbox of(List<String> listed) {
            return listed.stream()
                    .filter(image -> image.contains("/pause:"))
                    .findFirst()
                    .map(Sandbox::new)
                    .orElse(UNKNOWN);
        }
    }
}
