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
/// @param clusterName the cluster's, where the profile gives it; may have `${RUN_ID}` in it
/// @param installer the word that names the installer, e.g. `kubeadm`
/// @param kubernetesVersion such as `1.36.4`, without a `v`; empty when the profile leaves it to the installer
/// @param apiEndpoint what clients and nodes use for the API; the first control plane's internal address on port 6443
///     when empty
/// @param imageMirrors from a registry's name to the mirrors asked before it, as URLs
/// @param onFailure unless the command line says otherwise
/// @param settings what the installer's own block says
public record Profile(
        String name,
        Optional<String> clusterName,
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
        Settings settings,
        Source source) {
    /// Stands in a cluster's name for the id of a run.
    public static final String RUN_ID = "${RUN_ID}";

    public Profile {
        // `Map.copyOf` does not keep the order of the file, which makes the same text each time.
        imageMirrors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(imageMirrors));
    }

    /// Whether each run has a cluster of its own name.
    public boolean namesByRun() {
        return clusterName.filter(name -> name.contains(RUN_ID)).isPresent();
    }

    /// The settings as their installer made them.
    public <S extends Settings> S settings(Class<S> type) {
        return type.cast(settings);
    }

    /// The same, with other time limits.
    public Profile with(Timeouts other) {
        return with(network, other, settings, verification);
    }

    /// The same, checked in another way.
    public Profile with(Verification other) {
        return with(network, timeouts, settings, other);
    }

    /// The same, with other settings and what they mean for the network.
    public Profile with(Network otherNetwork, Settings others) {
        return with(otherNetwork, timeouts, others, verification);
    }

    private Profile with(
            Network otherNetwork, Timeouts otherTimeouts, Settings otherSettings, Verification otherVerification) {
        return new Profile(
                name,
                clusterName,
                installer,
                kubernetesVersion,
                otherNetwork,
                apiEndpoint,
                runtime,
                packages,
                imageMirrors,
                otherTimeouts,
                otherVerification,
                onFailure,
                otherSettings,
                source);
    }
}
