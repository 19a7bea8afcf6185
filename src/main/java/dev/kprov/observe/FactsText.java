package dev.kprov.observe;

import dev.kprov.observe.HostFacts.ClusterState;
import dev.kprov.observe.HostFacts.Membership;
import dev.kprov.observe.HostFacts.NodeState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads what the observing script prints: one fact a line, a keyword and its words.
final class FactsText {
    private final Map<String, List<String>> facts = new HashMap<>();

    private FactsText(String text) {
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            String keyword = space < 0 ? line : line.substring(0, space);
            facts.computeIfAbsent(keyword, key -> new ArrayList<>())
                    .add(space < 0 ? "" : line.substring(space + 1).strip());
        });
    }

    /// @param clockOffMillis how far the host's clock was ahead when it answered
    static HostFacts parse(String text, Function<Long, Long> clockOffMillis) {
        FactsText facts = new FactsText(text);
        if (!facts.has("end")) {
            throw new IllegalArgumentException("the facts end early");
        }
        long clock = facts.number("clock");
        return new HostFacts(
                facts.identity(),
                facts.os(),
                facts.resources(),
                new HostFacts.Kernel(facts.set("module"), facts.map("sysctl")),
                facts.network(),
                facts.software(),
                facts.files(),
                clock,
                clockOffMillis.apply(clock),
                facts.has("server") ? Optional.of(facts.membership()) : Optional.empty(),
                facts.all("running-step").stream().map(FactsText::running).toList());
    }

    private static HostFacts.RunningStep running(String line) {
        String[] words = line.split(" ", 4);
        if (words.length < 4) {
            throw new IllegalArgumentException("a running step without a title: " + line);
        }
        return new HostFacts.RunningStep(words[0], words[1], words[2], words[3]);
    }

    private HostFacts.Identity identity() {
        return new HostFacts.Identity(one("hostname"), one("machine-id"), one("boot-id"), one("product-uuid"));
    }

    private HostFacts.Os os() {
        return new HostFacts.Os(
                one("os-id"), one("os-version"), one("os-codename"), one("architecture"), one("kernel"));
    }

    private HostFacts.Resources resources() {
        Map<String, Long> free = new HashMap<>();
        map("disk-free-mb").forEach((folder, megabytes) -> free.put(folder, Long.parseLong(megabytes)));
        return new HostFacts.Resources(
                Math.toIntExact(number("cpus")), number("memory-mb"), Map.copyOf(free), all("swap"), (int)
                        number("cgroup"));
    }

    private HostFacts.Network network() {
        Map<Integer, String> listening = new HashMap<>();
        map("listening").forEach((port, program) -> listening.put(Integer.valueOf(port), program));
        return new HostFacts.Network(all("resolver"), Map.copyOf(listening), map("subnet"));
    }

    private HostFacts.Software software() {
        return new HostFacts.Software(
                map("package"),
                set("held"),
                map("unit"),
                all("runtime-version").stream()
                        .filter(version -> !version.isEmpty())
                        .findFirst(),
                set("image"),
                all("kubeadm-image"));
    }

    private HostFacts.Files files() {
        Map<String, String> texts = new LinkedHashMap<>();
        map("text").forEach((path, content) -> texts.put(path, new String(decode(content), StandardCharsets.UTF_8)));
        return new HostFacts.Files(map("hash"), Map.copyOf(texts));
    }

    private Membership membership() {
        Optional<ClusterState> cluster = has("cluster") ? Optional.of(clusterState()) : Optional.empty();
        return new Membership(
                Certificates.commonName(decode(one("kubelet-certificate")))
                        .map(name -> name.replaceFirst("^system:node:", ""))
                        .orElse(""),
                one("server"),
                Certificates.publicKeyHash(decode(one("ca"))).orElse(""),
                has("control-plane"),
                has("api-ready"),
                cluster);
    }

    private ClusterState clusterState() {
        Map<String, NodeState> nodes = new HashMap<>();
        map("node")
                .forEach((name, ready) -> nodes.put(
                        name, new NodeState(ready.equals("True"), of("node-label", name), of("node-taint", name))));
        return new ClusterState(Map.copyOf(nodes), set("object"));
    }

    /// The rest of each fact of this kind whose first word is the name.
    private Set<String> of(String keyword, String name) {
        return all(keyword).stream()
                .filter(value -> value.startsWith(name + " "))
                .map(value -> value.substring(name.length() + 1))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean has(String keyword) {
        return facts.containsKey(keyword);
    }

    private List<String> all(String keyword) {
        return List.copyOf(facts.getOrDefault(keyword, List.of()));
    }

    private Set<String> set(String keyword) {
        return Set.copyOf(new HashSet<>(all(keyword)));
    }

    private String one(String keyword) {
        List<String> values = all(keyword);
        return values.isEmpty() ? "" : values.getFirst();
    }

    private long number(String keyword) {
        return Long.parseLong(one(keyword));
    }

    /// First word to the rest; the last of a kind wins.
    private Map<String, String> map(String keyword) {
        Map<String, String> map = new HashMap<>();
        for (String value : all(keyword)) {
            int space = value.indexOf(' ');
            map.put(space < 0 ? value : value.substring(0, space), space < 0 ? "" : value.substring(space + 1));
        }
        return Map.copyOf(map);
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
