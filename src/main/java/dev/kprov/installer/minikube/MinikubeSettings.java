package dev.kprov.installer.minikube;

import dev.kprov.installer.NodeCount;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Settings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The block `minikube` of a profile.
///
/// @param nodes empty when neither the profile nor an inventory counts them
/// @param sizes of each node: `cpus`, `memory`, `disk-size`, by minikube's name for them, where they are given
/// @param runtime of containers, as minikube calls it
/// @param cni minikube's word for the network, where the profile's `network` leaves it open
/// @param defaultAddons whether minikube may switch on those that it thinks usual
/// @param mount `HOST:GUEST`, a folder of this machine in the nodes
/// @param extraConfig `COMPONENT.KEY=VALUE`
/// @param keep whether what could not be made stays
/// @param flags of `minikube start`, without `--`, each with its values
record MinikubeSettings(
        Driver driver,
        Optional<NodeCount> nodes,
        Map<String, String> sizes,
        String runtime,
        Optional<String> cni,
        List<String> addons,
        boolean defaultAddons,
        Optional<String> mount,
        Mirrors mirrors,
        List<String> extraConfig,
        Map<String, Boolean> featureGates,
        boolean keep,
        SequencedMap<String, List<String>> flags)
        implements Settings {
    MinikubeSettings {
        sizes = ordered(sizes);
        addons = List.copyOf(addons);
        extraConfig = List.copyOf(extraConfig);
        featureGates = ordered(featureGates);
        flags = ordered(flags);
    }

    /// Where programs and images come from, when not from their makers.
    ///
    /// @param binaries URL of a server with kubeadm, kubelet and kubectl
    /// @param repository that has the images of Kubernetes
    /// @param registries asked before Docker Hub
    /// @param insecure registries that are asked without TLS
    record Mirrors(
            Optional<String> binaries, Optional<String> repository, List<String> registries, List<String> insecure) {
        static final Mirrors NONE = new Mirrors(Optional.empty(), Optional.empty(), List.of(), List.of());

        Mirrors {
            registries = List.copyOf(registries);
            insecure = List.copyOf(insecure);
        }
    }

    private static <T> SequencedMap<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }

    static MinikubeSettings of(Profile profile) {
        return profile.settings(MinikubeSettings.class);
    }

    MinikubeSettings with(NodeCount count) {
        return new MinikubeSettings(
                driver,
                Optional.of(count),
                sizes,
                runtime,
                cni,
                addons,
                defaultAddons,
                mount,
                mirrors,
                extraConfig,
                featureGates,
                keep,
                flags);
    }

    NodeCount count() {
        return nodes.orElse(new NodeCount(1, 0));
    }

    @Override
    public boolean networkPods() {
        return !network().equals("bridge");
    }

    /// As minikube chooses by itself, but written down, so that it is the same each time.
    String network() {
        boolean plain = driver == Driver.NONE || runtime.equals("docker");
        return cni.orElse(plain && count().total() == 1 ? "bridge" : "kindnet");
    }
}
