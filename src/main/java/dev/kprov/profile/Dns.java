package dev.kprov.profile;

/// Who answers the pods' questions for names.
///
/// @param namespace of both
/// @param kind of what runs the servers, `Deployment` or `DaemonSet`
/// @param workload its name
/// @param service in front of them
public record Dns(String namespace, String kind, String workload, String service) {
    /// As kubeadm makes it, and most others.
    public static final Dns CORE_DNS = new Dns("coredns", "kube-dns");
    /// OpenShift's.
    public static final Dns OPENSHIFT = new Dns("openshift-dns", "DaemonSet", "dns-default", "dns-default");

    /// Of kube-system.
    public Dns(String deployment, String service) {
        this("kube-system", "Deployment", deployment, service);
    }

    /// Names its servers for a reader, e.g. `kube-system/coredns`.
    public String servers() {
        return namespace + "/" + workload;
    }

    /// Names its Service for a reader, e.g. `kube-system/kube-dns`.
    public String where() {
        return namespace + "/" + service;
    }
}
