package dev.kprov.verify.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a program that hands out credentials may know of the cluster they are for: the `Cluster` of
/// [client.authentication.k8s.io](https://kubernetes.io/docs/reference/config-api/client-authentication.v1/).
final class ToldCluster {
    private static final List<String> SAME =
            List.of("server", "tls-server-name", "insecure-skip-tls-verify", "certificate-authority-data", "proxy-url");
    /// The extension of a cluster in a kubeconfig that is meant for such programs.
    private static final String EXTENSION = "client.authentication.k8s.io/exec";

    private ToldCluster() {}

    /// @param cluster its entry in the kubeconfig
    static ObjectNode of(JsonNode cluster, Path kubeconfig) throws IOException {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        SAME.stream().filter(cluster::has).forEach(field -> info.set(field, cluster.get(field)));
        String file = Json.text(cluster, "certificate-authority");
        if (!file.isEmpty() && !info.has("certificate-authority-data")) {
            info.put(
                    "certificate-authority-data",
                    Files.readAllBytes(kubeconfig.toAbsolutePath().resolveSibling(file)));
        }
        cluster.path("extensions").forEach(extension -> {
            if (Json.text(extension, "name").equals(EXTENSION)) {
                info.set("config", extension.path("extension"));
            }
        });
        return info;
    }
}
