package dev.kprov.profile;

import java.util.Optional;

/// Where packages come from.
///
/// @param kubernetes kubeadm, kubelet, kubectl, cri-tools, kubernetes-cni
/// @param runtime the container runtime; the host's own sources when empty
public record Packages(Repository kubernetes, Optional<Repository> runtime) {
    /// An apt repository.
    ///
    /// @param url its base
    /// @param suite e.g. `bookworm`, or `/` for a flat repository
    /// @param components e.g. `main`; empty for a flat repository
    /// @param key file on this machine or URL of its signing key, armored or binary
    public record Repository(String url, String suite, String components, String key) {}
}
