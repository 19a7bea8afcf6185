package dev.kprov.installer.kind;

import dev.kprov.installer.NodeCount;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The block `kind` of a profile.
///
/// @param nodes empty when neither the profile nor an inventory counts them
/// @param nodeImage for all nodes, instead of the one that belongs to the Kubernetes version
/// @param nodeImages from a Kubernetes version to its image, before those that kprov knows
/// @param apiServerPort on this machine; a free one when empty
/// @param portMappings of the first control plane, as kind's `extraPortMappings`
/// @param mounts of every node, as kind's `extraMounts`
/// @param kubeadmConfigPatches YAML that kind merges into kubeadm's configuration
/// @param loadImages images of this machine's engine that the nodes get
/// @param keep whether the nodes of a cluster stay that could not be made
/// @param config kind's own `Cluster`, deep-merged into the one that kprov makes of the rest; null removes
record KindSettings(
        Provider provider,
        Optional<NodeCount> nodes,
        Optional<String> nodeImage,
        Map<String, String> nodeImages,
        String ipFamily,
        Optional<Integer> apiServerPort,
        List<Map<String, Object>> portMappings,
        List<Map<String, Object>> mounts,
        Map<String, Boolean> featureGates,
        List<String> kubeadmConfigPatches,
        List<String> loadImages,
        boolean keep,
        Map<String, Object> config)
        implements Settings {
    KindSettings {
        nodeImages = Map.copyOf(nodeImages);
        portMappings = List.copyOf(portMappings);
        mounts = List.copyOf(mounts);
        featureGates = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(featureGates));
        kubeadmConfigPatches = List.copyOf(kubeadmConfigPatches);
        loadImages = List.copyOf(loadImages);
        // `Map.copyOf` keeps neither the order of the file nor nulls.
        config = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(config));
    }

    static KindSettings of(Profile profile) {
        return profile.settings(KindSettings.class);
    }

    KindSettings with(NodeCount count) {
        return new KindSettings(
                provider,
                Optional.of(count),
                nodeImage,
                nodeImages,
                ipFamily,
                apiServerPort,
                portMappings,
                mounts,
                featureGates,
                kubeadmConfigPatches,
                loadImages,
                keep,
                config);
    }

    @Override
    public boolean kubeProxy() {
        return !(config.get("networking") instanceof Map<?, ?> networking
                && "none".equals(networking.get("kubeProxyMode")));
    }
}
