package dev.kprov.verify.api;

import dev.kprov.verify.api.KubeApi.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A kubeconfig of one cluster and one user.
final class Kubeconfigs {
    private Kubeconfigs() {}

    /// @param cluster fields of it, between the braces of YAML
    /// @param user the same
    static Context write(Path folder, String cluster, String user) throws IOException {
        return Context.currentOf(Files.writeString(folder.resolve("a.conf"), """
            current-context: a
            contexts: [{name: a, context: {cluster: a, user: a}}]
            clusters: [{name: a, cluster: {%s}}]
            users: [{name: a, user: {%s}}]
            """.formatted(cluster, user)));
    }
}
