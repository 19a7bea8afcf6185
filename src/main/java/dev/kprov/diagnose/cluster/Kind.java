package dev.kprov.diagnose.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What is read of a cluster. Secrets are never asked for.
enum Kind {
    NODES("nodes", "/api/v1/nodes"),
    PODS("pods", "/api/v1/pods"),
    EVENTS("events", "/api/v1/events"),
    NAMESPACES("namespaces", "/api/v1/namespaces"),
    DAEMON_SETS("daemonsets", "/apis/apps/v1/daemonsets"),
    DEPLOYMENTS("deployments", "/apis/apps/v1/deployments"),
    STATEFUL_SETS("statefulsets", "/apis/apps/v1/statefulsets"),
    REPLICA_SETS("replicasets", "/apis/apps/v1/replicasets"),
    JOBS("jobs", "/apis/batch/v1/jobs"),
    SERVICES("services", "/api/v1/services"),
    ENDPOINT_SLICES("endpointslices", "/apis/discovery.k8s.io/v1/endpointslices"),
    NETWORK_POLICIES("networkpolicies", "/apis/networking.k8s.io/v1/networkpolicies"),
    NODE_LEASES("node-leases", "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"),
    API_SERVICES("apiservices", "/apis/apiregistration.k8s.io/v1/apiservices"),
    CERTIFICATE_REQUESTS("certificatesigningrequests", "/apis/certificates.k8s.io/v1/certificatesigningrequests"),
    VALIDATING_WEBHOOKS(
            "validatingwebhookconfigurations", "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations"),
    MUTATING_WEBHOOKS(
            "mutatingwebhookconfigurations", "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations"),
    STORAGE_CLASSES("storageclasses", "/apis/storage.k8s.io/v1/storageclasses"),
    VOLUMES("persistentvolumes", "/api/v1/persistentvolumes"),
    VOLUME_CLAIMS("persistentvolumeclaims", "/api/v1/persistentvolumeclaims"),
    CONFIG_MAPS("kube-system-configmaps", "/api/v1/namespaces/kube-system/configmaps");

    private static final int PAGE = 500;
    private static final int PAGE_OF_LARGE_OBJECTS = 20;

    private final String word;
    private final String path;

    Kind(String word, String path) {
        this.word = word;
        this.path = path;
    }

    String word() {
        return word;
    }

    String file() {
        return "cluster/" + word + ".json";
    }

    /// A ConfigMap may have 1 MiB.
    String firstPage() {
        return path + "?limit=" + (this == CONFIG_MAPS ? PAGE_OF_LARGE_OBJECTS : PAGE);
    }

    /// Takes out what is long and tells nothing.
    void trim(ObjectNode item) {
        if (item.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        if (this == CERTIFICATE_REQUESTS && item.path("spec") instanceof ObjectNode spec) {
            spec.remove("request");
        }
        if (this == CONFIG_MAPS) {
            item.remove("binaryData");
        }
    }
}
