package dev.kprov.installer.kind;

import dev.kprov.installer.NodeCount;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import dev.kprov.yaml.DeepMerge;
import dev.kprov.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// kind's `Cluster` document (`kind.x-k8s.io/v1alpha4`), and the nodes that come of it.
final class KindConfig {
    static final String POD_CIDR = "10.244.0.0/16";
    static final String SERVICE_CIDR = "10.96.0.0/16";

    static final String DNS_DOMAIN = "cluster.local";

    private static final String CONTROL_PLANE = "control-plane";
    /// Where containerd looks for a registry's mirrors when it is told so; files there count without a restart.
    private static final String MIRRORS_PATCH = """
        [plugins."io.containerd.grpc.v1.cri".registry]
          config_path = "/etc/containerd/certs.d"
        """;

    private final Profile profile;
    private final KindSettings settings;

    KindConfig(Profile profile) {
        this.profile = profile;
        this.settings = KindSettings.of(profile);
    }

    String text() {
        return YamlText.write(document());
    }

    Map<String, Object> document() {
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("kind", "Cluster");
        cluster.put("apiVersion", "kind.x-k8s.io/v1alpha4");
        cluster.put("networking", networking());
        cluster.put("nodes", nodes());
        if (!settings.featureGates().isEmpty()) {
            cluster.put("featureGates", new TreeMap<>(settings.featureGates()));
        }
        List<String> patches = patches();
        if (!patches.isEmpty()) {
            cluster.put("kubeadmConfigPatches", patches);
        }
        if (!profile.imageMirrors().isEmpty()) {
            cluster.put("containerdConfigPatches", List.of(MIRRORS_PATCH));
        }
        return DeepMerge.merge(cluster, settings.config());
    }

    private List<String> patches() {
        List<String> patches = new ArrayList<>();
        if (!profile.network().dnsDomain().equals(DNS_DOMAIN)) {
            patches.add("kind: ClusterConfiguration\nnetworking:\n  dnsDomain: "
                    + profile.network().dnsDomain() + "\n");
        }
        patches.addAll(settings.kubeadmConfigPatches());
        return patches;
    }

    /// The cluster's nodes by the names that kind gives them: each role counts for itself, the first has no number.
    List<Host> hosts(String cluster) {
        List<Host> hosts = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<Map<?, ?>> nodes = nodeMaps();
        for (Map<?, ?> node : nodes) {
            String role = role(node);
            int number = counts.merge(role, 1, Integer::sum);
            String name = cluster + "-" + role + (number == 1 ? "" : number);
            hosts.add(host(name, role, nodes.size() == 1, labels(node)));
        }
        return hosts;
    }

    private Host host(String name, String role, boolean alone, Map<String, String> labels) {
        Set<Role> roles = role.equals(CONTROL_PLANE)
                ? alone ? Set.of(Role.CONTROL_PLANE, Role.WORKER) : Set.of(Role.CONTROL_PLANE)
                : Set.of(Role.WORKER);
        Access access = new Access.Container(settings.provider().word(), name);
        return new Host(name, name, name, roles, labels, List.of(), access, Become.NONE);
    }

    private List<Map<?, ?>> nodeMaps() {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (document().get("nodes") instanceof List<?> nodes) {
            for (Object node : nodes) {
                maps.add(node instanceof Map<?, ?> map ? map : Map.of());
            }
        }
        // As kind does where nothing is said.
        return maps.isEmpty() ? List.of(Map.of("role", CONTROL_PLANE)) : maps;
    }

    private static String role(Map<?, ?> node) {
        return node.get("role") instanceof String role ? role : CONTROL_PLANE;
    }

    private static Map<String, String> labels(Map<?, ?> node) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (node.get("labels") instanceof Map<?, ?> written) {
            written.forEach((key, value) -> labels.put(String.valueOf(key), String.valueOf(value)));
        }
        return labels;
    }

    /// What kind chooses of its own accord, such as networks of two kinds, is left to it.
    private Map<String, Object> networking() {
        Map<String, Object> networking = new LinkedHashMap<>();
        Network network = profile.network();
        networking.put("ipFamily", settings.ipFamily());
        boolean ipv4 = settings.ipFamily().equals("ipv4");
        if (ipv4 || !network.podCidr().equals(POD_CIDR)) {
            networking.put("podSubnet", network.podCidr());
        }
        if (ipv4 || !network.serviceCidr().equals(SERVICE_CIDR)) {
            networking.put("serviceSubnet", network.serviceCidr());
        }
        settings.apiServerPort().ifPresent(port -> networking.put("apiServerPort", port));
        if (network.plugin() != Network.Plugin.DEFAULT) {
            networking.put("disableDefaultCNI", true);
        }
        return networking;
    }

    private List<Map<String, Object>> nodes() {
        List<Map<String, Object>> nodes = new ArrayList<>();
        NodeCount count = settings.nodes().orElse(new NodeCount(1, 0));
        for (int i = 0; i < count.controlPlanes(); i++) {
            Map<String, Object> node = node(CONTROL_PLANE);
            if (i == 0 && !settings.portMappings().isEmpty()) {
                node.put("extraPortMappings", settings.portMappings());
            }
            nodes.add(node);
        }
        for (int i = 0; i < count.workers(); i++) {
            nodes.add(node("worker"));
        }
        return nodes;
    }

    private Map<String, Object> node(String role) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("role", role);
        NodeImages.of(profile).ifPresent(image -> node.put("image", image));
        if (!settings.mounts().isEmpty()) {
            node.put("extraMounts", settings.mounts());
        }
        return node;
    }
}
