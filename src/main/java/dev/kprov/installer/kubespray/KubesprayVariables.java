package dev.kprov.installer.kubespray;

import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import dev.kprov.yaml.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The variables that kubespray gets besides the inventory: what the profile says in kprov's words, then those that
/// it says in kubespray's. Written as a file for `--extra-vars`, for on the command line every value would be a text
/// and kubespray refuses such booleans.
///
/// @param version of Kubernetes, without a `v`: with one, kubespray fails with an error that nobody can read
/// @param mirrors from a registry's name to the mirrors asked before it, as URLs
record KubesprayVariables(
        String version, Network network, Map<String, List<String>> mirrors, KubespraySettings settings) {
    /// Before a variable's name: the file with its value.
    static final String SECRET_FILE = "secret-";

    static KubesprayVariables of(Profile profile) {
        return new KubesprayVariables(
                profile.kubernetesVersion(), profile.network(), profile.imageMirrors(), KubespraySettings.of(profile));
    }

    /// kubespray asks at the terminal unless it is told, and would flush all rules of a host's firewall and restart
    /// its network unless the profile says otherwise.
    String forReset() {
        return removing(Map.of("reset_confirmation", true, "skip_confirmation", true));
    }

    /// @param gone whether the hosts will never answer again
    String forRemoval(List<String> nodes, boolean gone) {
        return removing(Map.of(
                "node",
                String.join(",", nodes),
                "skip_confirmation",
                true,
                "reset_nodes",
                !gone,
                "allow_ungraceful_removal",
                gone));
    }

    private String removing(Map<String, Object> more) {
        SequencedMap<String, Object> all = new LinkedHashMap<>();
        all.put("flush_iptables", false);
        all.put("reset_restart_network", false);
        all.putAll(all());
        all.putAll(new TreeMap<>(more));
        return JsonText.write(all);
    }

    /// What a cluster is made from, without secrets.
    SequencedMap<String, Object> cluster() {
        return variables();
    }

    /// For Ansible, as JSON, in which every value keeps its type. A secret is in a file of its own beside the script,
    /// and only its name stands here.
    String complete() {
        return JsonText.write(all());
    }

    private SequencedMap<String, Object> all() {
        SequencedMap<String, Object> all = variables();
        // What a lookup finds is no template, whatever braces a secret has.
        settings.secrets()
                .forEach((name, secret) -> all.put(
                        name,
                        "{{ lookup('ansible.builtin.file', lookup('ansible.builtin.env', 'KPROV_FILES') + '/"
                                + SECRET_FILE + name + "', rstrip=False) }}"));
        return all;
    }

    private SequencedMap<String, Object> variables() {
        SequencedMap<String, Object> all = new LinkedHashMap<>();
        all.put("kube_version", version);
        all.put("kube_network_plugin", plugin());
        all.put("kube_pods_subnet", network.podCidr());
        all.put("kube_service_addresses", network.serviceCidr());
        // kubespray makes the domain of the DNS from it, and names the cluster so in certificates as well.
        all.put("cluster_name", network.dnsDomain());
        if (network.plugin() == Network.Plugin.CILIUM) {
            // Its init containers write as root into folders that would be another user's.
            all.put("kube_owner", "root");
        }
        if (!mirrors.isEmpty()) {
            List<Object> registries = new ArrayList<>();
            mirrors.forEach((registry, urls) -> registries.add(registry(registry, urls)));
            all.put("containerd_registries_mirrors", registries);
        }
        all.putAll(settings.variables());
        return all;
    }

    private String plugin() {
        return switch (network.plugin()) {
            case CALICO, DEFAULT -> "calico";
            case FLANNEL -> "flannel";
            case CILIUM -> "cilium";
            case NONE -> "none";
            case MANIFEST -> throw new IllegalStateException("kubespray takes no manifest of a network");
        };
    }

    private static SequencedMap<String, Object> registry(String registry, List<String> urls) {
        List<Object> hosts = new ArrayList<>();
        for (String url : urls) {
            SequencedMap<String, Object> host = new LinkedHashMap<>();
            host.put("host", url);
            host.put("capabilities", List.of("pull", "resolve"));
            host.put("skip_verify", false);
            hosts.add(host);
        }
        SequencedMap<String, Object> mirror = new LinkedHashMap<>();
        mirror.put("prefix", registry);
        mirror.put("mirrors", hosts);
        return mirror;
    }
}
