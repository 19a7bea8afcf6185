package dev.kprov.profile;

/// Who answers the pods' questions for names. Both are in the namespace kube-system.
///
/// @param deployment of the servers
/// @param service in front of them
public record Dns(String deployment, String service) {
    /// As kubeadm makes it, and most others.
    public static final Dns CORE_DNS = new Dns("coredns", "kube-dns");
}
