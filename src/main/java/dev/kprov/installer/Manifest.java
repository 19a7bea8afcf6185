package dev.kprov.installer;

import dev.kprov.address.Cidr;
import dev.kprov.profile.Network;
import dev.kprov.yaml.YamlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A network plugin's manifest: the images it needs, and the pod network it is told.
public final class Manifest {
    /// The releases that kprov was tried with; a profile's `network.manifest` takes another.
    private static final Map<Network.Plugin, String> RELEASES = Map.of(
            Network.Plugin.FLANNEL,
            "https://github.com/flannel-io/flannel/releases/download/v0.28.4/kube-flannel.yml",
            Network.Plugin.CALICO,
            "https://raw.githubusercontent.com/projectcalico/calico/v3.32.2/manifests/calico.yaml");

    private static final Pattern FLANNEL_NETWORK = Pattern.compile("(\"Network\"\\s*:\\s*\")[^\"]*(\")");

    private static final Pattern FLANNEL_IPV6 =
            Pattern.compile("\"(?:EnableIPv4|EnableIPv6|IPv6Network)\"\\s*:\\s*(?:true|false|\"[^\"]*\")\\s*,?\\s*");

    private final List<Map<String, Object>> documents;

    /// @param pods the networks of pods, at most one of each IP version
    public Manifest(String text, Network.Plugin plugin, List<Cidr> pods) {
        this.documents = YamlText.readAll(text).stream()
                .map(document -> plugin == Network.Plugin.FLANNEL ? withNetworks(document, pods) : document)
                .toList();
    }

    /// Where a profile's manifest is; empty when it has none.
    public static java.util.Optional<String> location(Network network) {
        return network.manifest().or(() -> java.util.Optional.ofNullable(RELEASES.get(network.plugin())));
    }

    public String text() {
        return YamlText.writeAll(new ArrayList<>(documents));
    }

    public Set<String> images() {
        Set<String> images = new TreeSet<>();
        documents.forEach(document -> collect(document, images));
        return images;
    }

    /// The workloads it makes, as `Kind/namespace/name`.
    public Set<String> workloads() {
        Set<String> workloads = new TreeSet<>();
        for (Map<String, Object> document : documents) {
            if (document.get("kind") instanceof String kind
                    && Set.of("DaemonSet", "Deployment").contains(kind)
                    && document.get("metadata") instanceof Map<?, ?> metadata) {
                Object namespace = metadata.get("namespace");
                workloads.add(kind + "/" + (namespace == null ? "default" : namespace) + "/" + metadata.get("name"));
            }
        }
        return workloads;
    }

    private static void collect(Object value, Set<String> images) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> {
                if (Set.of("containers", "initContainers").contains(String.valueOf(key))
                        && child instanceof List<?> containers) {
                    containers.forEach(container -> {
                        if (container instanceof Map<?, ?> one && one.get("image") instanceof String image) {
                            images.add(image);
                        }
                    });
                } else {
                    collect(child, images);
                }
            });
        } else if (value instanceof List<?> list) {
            list.forEach(child -> collect(child, images));
        }
    }

    /// IPv6 has a key of its own, and IPv4 is what flannel takes for wanted unless told.
    private static String withNetworks(String json, List<Cidr> pods) {
        Map<Boolean, Cidr> byVersion = new HashMap<>();
        pods.forEach(cidr -> byVersion.put(cidr.address().isIpv6(), cidr));
        Cidr ipv4 = byVersion.get(false);
        Cidr ipv6 = byVersion.get(true);
        String told = ipv4 == null ? json : FLANNEL_NETWORK.matcher(json).replaceAll("$1" + ipv4 + "$2");
        if (ipv6 == null) {
            return told;
        }
        String bare = FLANNEL_IPV6.matcher(told).replaceAll("").replaceFirst(",(\\s*})", "$1");
        return bare.replaceFirst(
                "\\{",
                "{\"EnableIPv4\": " + (ipv4 != null) + ", \"EnableIPv6\": true, \"IPv6Network\": \"" + ipv6 + "\", ");
    }

    /// flannel's ConfigMap names a pod network of its own, which must be the cluster's.
    private static Map<String, Object> withNetworks(Map<String, Object> document, List<Cidr> pods) {
        if (!"ConfigMap".equals(document.get("kind"))
                || !(document.get("data") instanceof Map<?, ?> data)
                || !(data.get("net-conf.json") instanceof String json)) {
            return document;
        }
        Map<Object, Object> changed = new LinkedHashMap<>(data);
        changed.put("net-conf.json", withNetworks(json, pods));
        Map<String, Object> result = new LinkedHashMap<>(document);
        result.put("data", changed);
        return result;
    }
}
