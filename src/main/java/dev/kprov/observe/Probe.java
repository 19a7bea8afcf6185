package dev.kprov.observe;

import java.util.Set;

/// What an installer wants to know of every host; asked for in the one round trip that fills `HostFacts`.
///
/// @param files whose SHA-256 is wanted
/// @param texts small files whose content is wanted
/// @param objects Kubernetes objects whose existence is wanted, as `kind/namespace/name`
public record Probe(
        Set<String> folders,
        Set<String> modules,
        Set<String> sysctls,
        Set<String> packages,
        Set<String> files,
        Set<String> texts,
        Set<String> units,
        Set<String> objects) {}
