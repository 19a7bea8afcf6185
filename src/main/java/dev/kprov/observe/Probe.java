package dev.kprov.observe;

import java.util.Set;

/// What an installer wants to know of every host; asked for in the one round trip that fills `HostFacts`.
///
/// @param folders whose free space is wanted
/// @param modules kernel modules
/// @param sysctls kernel settings
/// @param packages whose version is wanted
/// @param units systemd units whose state is wanted
/// @param files whose SHA-256 is wanted
/// @param texts small files whose content is wanted
/// @param kubernetesVersion whose images an installed kubeadm is asked for
public record Probe(
        Set<String> folders,
        Set<String> modules,
        Set<String> sysctls,
        Set<String> packages,
        Set<String> units,
        Set<String> files,
        Set<String> texts,
        String kubernetesVersion) {
    /// Asks for nothing in particular.
    public static final Probe NOTHING =
            new Probe(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), "");

    public Probe {
        folders = Set.copyOf(folders);
        modules = Set.copyOf(modules);
        sysctls = Set.copyOf(sysctls);
        packages = Set.copyOf(packages);
        units = Set.copyOf(units);
        files = Set.copyOf(files);
        texts = Set.copyOf(texts);
    }
}
