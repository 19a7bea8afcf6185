package dev.kprov.installer.minikube;

import dev.kprov.installer.NodeCount;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import dev.kprov.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The flags of `minikube start` that make the cluster of a profile; and, as a YAML text, what it was made from.
final class StartFlags {
    static final String POD_CIDR = "10.244.0.0/16";
    static final String SERVICE_CIDR = "10.96.0.0/12";
    static final String DNS_DOMAIN = "cluster.local";

    private final Profile profile;
    private final MinikubeSettings settings;
    private final Inventory inventory;

    StartFlags(Profile profile, Inventory inventory) {
        this.profile = profile;
        this.settings = MinikubeSettings.of(profile);
        this.inventory = inventory;
    }

    /// minikube's name of the cluster, which is its first node's.
    String name() {
        return switch (settings.driver()) {
            // The host is renamed to it, so it must be its own name.
            case SSH -> host().name();
            // No other is allowed.
            case NONE -> "minikube";
            default -> inventory.cluster();
        };
    }

    /// The host that becomes the cluster's one node.
    Host host() {
        return inventory.withoutController().hosts().getFirst();
    }

    /// One argument a line.
    String arguments() {
        StringBuilder arguments = new StringBuilder("--profile=" + name() + "\n");
        for (String own : List.of("output=json", "interactive=false", "embed-certs", "wait=none")) {
            arguments.append("--").append(own).append('\n');
        }
        flags().forEach((flag, values) -> values.forEach(value ->
                arguments.append("--").append(flag).append('=').append(value).append('\n')));
        return arguments.toString();
    }

    /// What the cluster is made from.
    String made() {
        SequencedMap<String, Object> made = new LinkedHashMap<>();
        flags().forEach((flag, values) -> made.put(flag, values.size() == 1 ? values.getFirst() : values));
        return YamlText.write(made);
    }

    private SequencedMap<String, List<String>> flags() {
        SequencedMap<String, List<String>> flags = new LinkedHashMap<>();
        put(flags, "driver", settings.driver().word());
        put(flags, "container-runtime", settings.runtime());
        if (!profile.kubernetesVersion().isEmpty()) {
            put(flags, "kubernetes-version", "v" + profile.kubernetesVersion());
        }
        nodes(flags);
        network(flags);
        if (!settings.addons().isEmpty()) {
            put(flags, "addons", String.join(",", settings.addons()));
        }
        if (!settings.defaultAddons()) {
            put(flags, "install-addons", "false");
        }
        settings.mount().ifPresent(mount -> {
            put(flags, "mount", "true");
            put(flags, "mount-string", mount);
        });
        mirrors(flags);
        extra(flags);
        if (settings.driver() == Driver.SSH) {
            login(flags);
        }
        flags.putAll(settings.flags());
        return flags;
    }

    private void nodes(Map<String, List<String>> flags) {
        NodeCount count = settings.count();
        if (count.total() > 1) {
            put(flags, "nodes", String.valueOf(count.total()));
        }
        if (count.controlPlanes() > 1) {
            put(flags, "ha", "true");
        }
        settings.sizes().forEach((flag, size) -> put(flags, flag, size));
    }

    private void network(Map<String, List<String>> flags) {
        Network network = profile.network();
        // Of a manifest, the script knows where it is.
        if (network.manifest().isEmpty()) {
            put(
                    flags,
                    "cni",
                    switch (network.plugin()) {
                        case DEFAULT -> settings.network();
                        case NONE -> "false";
                        default -> network.plugin().word();
                    });
        }
        if (!network.serviceCidr().equals(SERVICE_CIDR)) {
            put(flags, "service-cluster-ip-range", network.serviceCidr());
        }
        if (!network.dnsDomain().equals(DNS_DOMAIN)) {
            put(flags, "dns-domain", network.dnsDomain());
        }
    }

    private void mirrors(Map<String, List<String>> flags) {
        MinikubeSettings.Mirrors mirrors = settings.mirrors();
        mirrors.binaries().ifPresent(url -> put(flags, "binary-mirror", url));
        mirrors.repository().ifPresent(name -> put(flags, "image-repository", name));
        put(flags, "registry-mirror", mirrors.registries());
        put(flags, "insecure-registry", mirrors.insecure());
    }

    private void extra(Map<String, List<String>> flags) {
        List<String> extra = new ArrayList<>();
        if (!profile.network().podCidr().equals(POD_CIDR)) {
            extra.add("kubeadm.pod-network-cidr=" + profile.network().podCidr());
        }
        extra.addAll(settings.extraConfig());
        put(flags, "extra-config", extra);
        if (!settings.featureGates().isEmpty()) {
            List<String> gates = new ArrayList<>();
            new TreeMap<>(settings.featureGates()).forEach((gate, on) -> gates.add(gate + "=" + on));
            put(flags, "feature-gates", String.join(",", gates));
        }
    }

    private void login(Map<String, List<String>> flags) {
        if (host().access() instanceof Access.Ssh ssh) {
            put(flags, "ssh-ip-address", ssh.address());
            put(flags, "ssh-user", ssh.user().orElse("root"));
            ssh.port().ifPresent(port -> put(flags, "ssh-port", String.valueOf(port)));
            ssh.identityFile().ifPresent(key -> put(flags, "ssh-key", key));
        }
    }

    private static void put(Map<String, List<String>> flags, String flag, String value) {
        flags.put(flag, List.of(value));
    }

    private static void put(Map<String, List<String>> flags, String flag, List<String> values) {
        if (!values.isEmpty()) {
            flags.put(flag, values);
        }
    }
}
