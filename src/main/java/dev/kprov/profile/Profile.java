package dev.kprov.profile;

import dev.kprov.policy.OnFailure;
import dev.kprov.yaml.Source;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cluster that is wanted.
///
/// @param name the file's name without its ending
/// @param installer the word that names the installer, e.g. `kubeadm`
/// @param kubernetesVersion such as `1.36.4`, without a `v`
/// @param apiEndpoint what clients and nodes use for the API; the first control plane's internal address on port 6443
///     when empty
/// @param imageMirrors from a registry's name to the mirrors asked before it, as URLs
/// @param onFailure unless the command line says otherwise
/// @param settings the installer's own configuration, deep-merged into what kprov makes of the rest; null removes
public record Profile(
        String name,
        String installer,
        String kubernetesVersion,
        Network network,
        Optional<Endpoint> apiEndpoint,
        Runtime runtime,
        Packages packages,
        Map<String, List<String>> imageMirrors,
        Timeouts timeouts,
        Verification verification,
        OnFailure onFailure,
        Map<String, Object> settings,
        Source source) {
    public Profile {
        // `Map.copyOf` keeps neither the order of the file, which makes the same text each time, nor nulls.
        imageMirrors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(imageMirrors));
        settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    }

    /// The same, with other time limits.
    public Profile with(Timeouts other) {
        return new Profile(
                name,
                installer,
                kubernetesVersion,
                network,
                apiEndpoint,
                runtime,
                packages,
                imageMirrors,
                other,
                verification,
                onFailure,
                settings,
                source);
    }
}
