package dev.kprov.verify.cluster;

import java.nio.file.Path;
import java.util.Optional;

/// Which cluster, as whom: an entry of a kubeconfig.
///
/// @param name of the context; the file's current one when empty
public record Context(Path kubeconfig, Optional<String> name) {
    /// The one that the file says is current.
    public static Context currentOf(Path kubeconfig) {
        return new Context(kubeconfig, Optional.empty());
    }
}
