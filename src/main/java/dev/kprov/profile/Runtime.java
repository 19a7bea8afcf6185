package dev.kprov.profile;

import java.util.Optional;

/// The container runtime.
///
/// @param packageName the package that brings it where it is missing, e.g. `containerd` or `containerd.io`
/// @param version the package's version; the newest when empty
public record Runtime(String packageName, Optional<String> version) {}
