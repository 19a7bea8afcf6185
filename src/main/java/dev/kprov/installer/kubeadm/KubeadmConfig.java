package dev.kprov.installer.kubeadm;

import dev.kprov.address.Cidr;
import dev.kprov.installer.Credentials;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.profile.Endpoint;
import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Value;
import dev.kprov.yaml.DeepMerge;
import dev.kprov.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// kubeadm's own configuration, `kubeadm.k8s.io/v1beta4`, with the profile's native block merged over it.
final class KubeadmConfig {
    static final String CRI_SOCKET = "unix:///run/containerd/containerd.sock";
    static final int API_PORT = 6443;
    private static final String API = "kubeadm.k8s.io/v1beta4";
    /// Stands for the captured hash until the runner puts it in; no real value can look like it.
    private static final String CA_HASH_MARK = "sha256:@CA_HASH@";

    private final Profile profile;
    private final Inventory inventory;

    KubeadmConfig(Profile profile, Inventory inventory) {
        this.profile = profile;
        this.inventory = inventory;
    }

    /// The networks of pods as kubeadm is told of them: the native block may name one of each IP version.
    static List<Cidr> podNetworks(Profile profile) {
        String networks = KubeadmSettings.of(profile)
                                        .get("clusterConfiguration", "networking")
                                        .orElse("")
                                instanceof Map<?, ?> networking
                        && networking.get("podSubnet") instanceof String both
                ? both
                : profile.network().podCidr();
        return Stream.of(networks.split(",", -1))
                .map(text -> Cidr.parse(text.strip()))
                .flatMap(Optional::stream)
                .toList();
    }

    Host controlPlane() {
        return inventory.hosts(Role.CONTROL_PLANE).getFirst();
    }

    Endpoint endpoint() {
        return profile.apiEndpoint().orElseGet(() -> new Endpoint(controlPlane().internalAddress(), API_PORT));
    }

    /// The public half of the bootstrap token.
    Value tokenId(Credentials credentials) {
        return Value.of(credentials.bootstrapToken().substring(0, 6));
    }

    /// What `kubeadm init` reads. It holds the bootstrap token.
    Value init(Credentials credentials) {
        Map<String, Object> init = document(API, "InitConfiguration");
        init.put(
                "bootstrapTokens",
                List.of(map("token", credentials.bootstrapToken(), "ttl", "2h0m0s", "description", "kprov")));
        if (isAddress(controlPlane().internalAddress())) {
            init.put(
                    "localAPIEndpoint",
                    map("advertiseAddress", controlPlane().internalAddress(), "bindPort", API_PORT));
        }
        Map<String, Object> registration = registration(controlPlane());
        // The images come beside init, see start-control-plane.
        registration.put("imagePullPolicy", "Never");
        init.put("nodeRegistration", registration);
        List<Object> documents = new ArrayList<>();
        documents.add(merged(init, "initConfiguration"));
        documents.addAll(shared());
        return new Value.Joined(hidden(YamlText.writeAll(documents), credentials));
    }

    /// The token by itself, too: a tool that prints it prints no whole line of this.
    private static List<Value> hidden(String text, Credentials credentials) {
        String token = credentials.bootstrapToken();
        List<Value> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(token); at >= 0; at = text.indexOf(token, from)) {
            parts.add(new Value.Secret(text.substring(from, at)));
            parts.add(new Value.Secret(token));
            from = at + token.length();
        }
        parts.add(new Value.Secret(text.substring(from)));
        return parts;
    }

    /// The phases that the profile wants `kubeadm init` to skip, joined by commas. kubeadm forgets those of its
    /// configuration when it is told of others on the command line, as `kubeadm init` in parts has to be.
    Value skippedPhases() {
        return Value.of(String.join(",", skipped()));
    }

    boolean installs(String addon) {
        return !skipped().contains(addon) && !skipped().contains("addon");
    }

    private List<String> skipped() {
        return KubeadmSettings.of(profile).skippedPhases();
    }

    /// What `kubeadm config images list` reads; no secret in it.
    Value images() {
        return Value.of(YamlText.writeAll(List.of(merged(cluster(), "clusterConfiguration"))));
    }

    /// What `kubeadm join` reads on a worker.
    Value join(Host host, Credentials credentials, Value caHash) {
        Map<String, Object> join = document(API, "JoinConfiguration");
        join.put(
                "discovery",
                map(
                        "bootstrapToken",
                        map(
                                "token",
                                credentials.bootstrapToken(),
                                "apiServerEndpoint",
                                endpoint().toString(),
                                "caCertHashes",
                                List.of(CA_HASH_MARK))));
        join.put("nodeRegistration", registration(host));
        String text = YamlText.writeAll(List.of(merged(join, "joinConfiguration")));
        int mark = text.indexOf(CA_HASH_MARK);
        List<Value> parts = new ArrayList<>(hidden(text.substring(0, mark), credentials));
        parts.add(caHash);
        parts.addAll(hidden(text.substring(mark + CA_HASH_MARK.length()), credentials));
        return new Value.Joined(parts);
    }

    /// The documents that are the same for init and for later phases.
    private List<Object> shared() {
        Map<String, Object> kubelet = document("kubelet.config.k8s.io/v1beta1", "KubeletConfiguration");
        kubelet.put("cgroupDriver", "systemd");
        Map<String, Object> proxy = document("kubeproxy.config.k8s.io/v1alpha1", "KubeProxyConfiguration");
        return List.of(
                merged(cluster(), "clusterConfiguration"),
                merged(kubelet, "kubeletConfiguration"),
                merged(proxy, "kubeProxyConfiguration"));
    }

    private Map<String, Object> cluster() {
        Network network = profile.network();
        Map<String, Object> cluster = document(API, "ClusterConfiguration");
        cluster.put("clusterName", inventory.cluster());
        cluster.put("kubernetesVersion", "v" + profile.kubernetesVersion());
        cluster.put("controlPlaneEndpoint", endpoint().toString());
        cluster.put(
                "networking",
                map(
                        "podSubnet",
                        network.podCidr(),
                        "serviceSubnet",
                        network.serviceCidr(),
                        "dnsDomain",
                        network.dnsDomain()));
        return cluster;
    }

    private Map<String, Object> registration(Host host) {
        Map<String, Object> registration = new LinkedHashMap<>();
        registration.put("name", host.name());
        registration.put("criSocket", CRI_SOCKET);
        registration.put("imagePullSerial", false);
        if (isAddress(host.internalAddress())) {
            registration.put("kubeletExtraArgs", List.of(map("name", "node-ip", "value", host.internalAddress())));
        }
        if (host.is(Role.CONTROL_PLANE) && host.is(Role.WORKER)) {
            registration.put("taints", List.of());
        }
        return registration;
    }

    private Map<String, Object> merged(Map<String, Object> made, String key) {
        return KubeadmSettings.of(profile).documents().get(key) instanceof Map<?, ?> over
                ? DeepMerge.merge(made, stringKeys(over))
                : made;
    }

    private static Map<String, Object> stringKeys(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }

    private static Map<String, Object> document(String apiVersion, String kind) {
        return map("apiVersion", apiVersion, "kind", kind);
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /// Whether it is an IP address and not a name: only letters that hexadecimal digits have, and dots or colons.
    static boolean isAddress(String text) {
        return text.matches("[0-9.]+") || text.contains(":");
    }
}
