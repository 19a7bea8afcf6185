package dev.kprov.installer.kops;

import dev.kprov.installer.Expected;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the block `kops`.
final class KopsBlock {
    private static final int MOST_NODES = 1000;
    static final Duration DAY_OF_WORK = Duration.ofHours(8);
    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Shape STORE = new Shape(
            "the URL of a state store",
            Pattern.compile("(?:s3|gs|do|swift|scw|azureblob|hos|linode|file)://[^\\s,]+"),
            400,
            "kops keeps what it knows there: s3://BUCKET, gs://BUCKET and so on",
            "write s3://my-kops-state");
    private static final Shape ASSIGNMENT = new Shape(
            "PATH=VALUE",
            Pattern.compile("(?:cluster\\.)?spec\\.[A-Za-z0-9.\\[\\]*-]+=[^\\n]*"),
            400,
            "it sets one value of kops's Cluster, whose paths begin with spec.",
            "write spec.api.publicName=api.example.com");
    private static final Shape WORD = new Shape(
            "a word of the cloud's",
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*"),
            100,
            "it has letters, digits, dots, dashes and slashes, and goes to kops as it is",
            "write us-east-1a, t3.medium or my-project");
    private static final Shape FEATURE = new Shape(
            "a feature flag of kops",
            Pattern.compile("[+-]?[A-Za-z][A-Za-z0-9]*"),
            60,
            "it is a name, with - before it to switch it off",
            "write Metal or -ImageDigest");
    private static final Map<String, Boolean> TARGETS = Map.of("direct", false, "terraform", true);
    private static final List<String> NETWORKS = List.of(
            "amazonvpc",
            "calico",
            "cilium",
            "cilium-eni",
            "cilium-etcd",
            "cni",
            "external",
            "flannel",
            "flannel-udp",
            "flannel-vxlan",
            "gcp",
            "kindnet",
            "kube-router",
            "kubenet");
    /// What makes a cluster's manifests, and so cannot stand beside some.
    private static final List<String> MAKERS = List.of(
            "zones",
            "controlPlanes",
            "workers",
            "networking",
            "topology",
            "dns",
            "project",
            "labels",
            "set",
            "createFlags",
            "channel");

    private KopsBlock() {}

    static KopsSettings read(Optional<Block> written) {
        return written.map(KopsBlock::read).orElse(KopsRejects.EMPTY);
    }

    private static KopsSettings read(Block block) {
        Optional<String> manifest = block.get("manifest").flatMap(Value::file);
        manifest.ifPresent(file -> refuseMakers(block));
        KopsSettings settings = new KopsSettings(
                block.require("cloud", "kops has to know where to make machines", "add cloud: aws")
                        .flatMap(value -> value.choice(clouds()))
                        .orElse(Cloud.AWS),
                block.get("stateStore").flatMap(value -> value.text(STORE)),
                block.get("domain").flatMap(value -> value.text(Shape.DNS_NAME)).orElse("k8s.local"),
                manifest.isPresent() ? Optional.empty() : Optional.of(nodes(block)),
                word(block, "networking", NETWORKS).orElse("cilium"),
                word(block, "topology", List.of("public", "private")),
                word(block, "dns", List.of("none", "public", "private")).orElse("none"),
                block.get("project").flatMap(value -> value.text(WORD)),
                block.get("sshPublicKey").flatMap(Value::file),
                block.get("adminTtl").flatMap(Value::duration).orElse(DAY_OF_WORK),
                labels(block),
                block.get("target").flatMap(value -> value.choice(TARGETS)).orElse(false),
                manifest,
                texts(block, "set", value -> value.text(ASSIGNMENT)),
                KopsFlags.read(block),
                block.get("channel").flatMap(Value::text),
                texts(block, "featureFlags", value -> value.text(FEATURE)),
                block.block("validation").map(KopsBlock::validation).orElse(KopsSettings.Validation.USUAL),
                block.get("cloudTimeout").flatMap(Value::duration).orElse(PATIENCE),
                Expected.read(block.block("expect"), true, KopsSettings.USUAL));
        block.end();
        return settings;
    }

    private static void refuseMakers(Block block) {
        for (String key : MAKERS) {
            if (block.has(key)) {
                block.get(key)
                        .ifPresent(value -> value.refuse(
                                value.path() + " cannot stand beside kops.manifest",
                                "the manifest has all of the cluster, and two that say the same may contradict each other",
                                "say it in the manifest, or remove manifest:"));
            }
        }
    }

    private static KopsSettings.Group one() {
        return new KopsSettings.Group(1, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }

    private static KopsSettings.Nodes nodes(Block block) {
        return new KopsSettings.Nodes(
                texts(block, "zones", value -> value.text(WORD)),
                block.block("controlPlanes").map(KopsBlock::controlPlanes).orElse(one()),
                block.block("workers").map(KopsBlock::workers).orElse(one()));
    }

    private static KopsSettings.Group controlPlanes(Block block) {
        Optional<Value> written = block.get("count");
        int count = written.flatMap(value -> value.wholeNumber(1, 7)).orElse(1);
        if (count % 2 == 0) {
            written.ifPresent(value -> value.refuse(
                    value.path() + " is even",
                    "etcd needs more than half of its members, so that an even one adds nothing",
                    "write " + (count - 1) + " or " + (count + 1)));
        }
        List<String> zones = texts(block, "zones", value -> value.text(WORD));
        return group(block, count, zones, Optional.empty(), Optional.empty());
    }

    private static KopsSettings.Group workers(Block block) {
        int count = block.get("count")
                .flatMap(value -> value.wholeNumber(0, MOST_NODES))
                .orElse(1);
        Optional<Integer> least = block.get("min").flatMap(value -> value.wholeNumber(0, MOST_NODES));
        Optional<Integer> most = block.get("max").flatMap(value -> value.wholeNumber(1, MOST_NODES));
        if (least.orElse(count) > count || most.orElse(count) < count) {
            block.refuse(
                    block.path() + ": min, count and max are not in order",
                    "the count has to lie between the two",
                    "write them so that min <= count <= max");
        }
        return group(block, count, List.of(), least, most);
    }

    private static KopsSettings.Group group(
            Block block, int count, List<String> zones, Optional<Integer> least, Optional<Integer> most) {
        KopsSettings.Group group =
                new KopsSettings.Group(count, block.get("size").flatMap(value -> value.text(WORD)), zones, least, most);
        block.end();
        return group;
    }

    private static KopsSettings.Validation validation(Block block) {
        KopsSettings.Validation usual = KopsSettings.Validation.USUAL;
        KopsSettings.Validation validation = new KopsSettings.Validation(
                block.get("timeout").flatMap(Value::duration).orElse(usual.timeout()),
                block.get("interval").flatMap(Value::duration).orElse(usual.interval()),
                block.get("count").flatMap(value -> value.wholeNumber(1, 20)).orElse(usual.count()));
        block.end();
        return validation;
    }

    private static Map<String, String> labels(Block block) {
        Map<String, String> labels = new LinkedHashMap<>();
        block.block("labels")
                .map(Block::entries)
                .orElse(Map.of())
                .forEach((name, value) -> value.text().ifPresent(text -> labels.put(name, text)));
        return labels;
    }

    private static Map<String, Cloud> clouds() {
        return Stream.of(Cloud.values()).collect(Collectors.toUnmodifiableMap(Cloud::word, cloud -> cloud));
    }

    private static Optional<String> word(Block block, String key, List<String> words) {
        return block.get(key)
                .flatMap(value ->
                        value.choice(words.stream().collect(Collectors.toUnmodifiableMap(word -> word, word -> word))));
    }

    private static List<String> texts(Block block, String key, Function<Value, Optional<String>> reader) {
        return block.list(key).stream()
                .flatMap(value -> reader.apply(value).stream())
                .toList();
    }
}
