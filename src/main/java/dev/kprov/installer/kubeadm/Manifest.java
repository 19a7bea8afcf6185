package dev.kprov.installer.kubeadm;

import dev.kprov.profile.Network;
import dev.kprov.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A network plugin's manifest: the images it needs, and the pod network it is told.
final class Manifest {
    /// The releases that kprov was tried with; a profile's `network.manifest` takes another.
    private static final Map<Network.Plugin, String> RELEASES = Map.of(
            Network.Plugin.FLANNEL,
            "https://github.com/flannel-io/flannel/releases/download/v0.28.4/kube-flannel.yml",
            Network.Plugin.CALICO,
            "https://raw.githubusercontent.com/projectcalico/calico/v3.32.2/manifests/calico.yaml");

    private static final Pattern FLANNEL_NETWORK = Pattern.compile("(\"Network\"\\s*:\\s*\")[^\"]*(\")");

    private final List<Map<String, Object>> documents;

    Manifest(String text, Network network) {
        this.documents = YamlText.readAll(text).stream()
                .map(document -> network.plugin() == Network.Plugin.FLANNEL ? withPodCidr(document, network) : document)
                .toList();
    }

    /// Where a profile's manifest is; empty when it has none.
    static java.util.Optional<String> location(Network network) {
        return network.manifest().or(() -> java.util.Optional.ofNullable(RELEASES.get(network.plugin())));
    }

    String text() {
        return YamlText.writeAll(new ArrayList<>(documents));
    }

    Set<String> images() {
        Set<String> images = new TreeSet<>();
        documents.forEach(document -> collect(document, images));
        return images;
    }

    /// The workloads it makes, as `Kind/namespace/name`.
    Set<String> workloads() {
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

    /// flannel's ConfigMap names a pod network of its own, which must be the cluster's.
    private static Map<String, Object> withPodCidr(Map<String, Object> document, Network network) {
        if (!"ConfigMap".equals(document.get("kind"))
                || !(document.get("data") instanceof Map<?, ?> data)
                || !(data.get("net-conf.json") instanceof String json)) {
            return document;
        }
        Map<Object, Object> changed = new LinkedHashMap<>(data);
        changed.put("net-conf.json", FLANNEL_NETWORK.matcher(json).replaceAll("$1" + network.podCidr() + "$2"));
        Map<String, Object> result = new LinkedHashMap<>(document);
        result.put("data", changed);
        return result;
    }
}
