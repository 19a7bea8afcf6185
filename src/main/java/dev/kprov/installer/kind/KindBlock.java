package dev.kprov.installer.kind;

import dev.kprov.installer.NodeCount;
import dev.kprov.profile.Settings;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads the block `kind`.
final class KindBlock {
    private static final Map<String, Boolean> KEEP = Map.of("keep", true, "remove", false);
    private static final List<String> CLUSTER_KEYS = List.of(
            "networking",
            "nodes",
            "featureGates",
            "runtimeConfig",
            "kubeadmConfigPatches",
            "kubeadmConfigPatchesJSON6902",
            "containerdConfigPatches",
            "containerdConfigPatchesJSON6902");

    private KindBlock() {}

    static Settings read(Optional<Block> written) {
        KindSettings usual = new KindSettings(
                Provider.DOCKER,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                "ipv4",
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                false,
                Map.of());
        return written.map(KindBlock::read).orElse(usual);
    }

    private static KindSettings read(Block block) {
        KindSettings settings = new KindSettings(
                block.get("provider")
                        .flatMap(value -> value.choice(providers()))
                        .orElse(Provider.DOCKER),
                block.block("nodes").map(NodeCount::read),
                block.get("nodeImage").flatMap(value -> value.text(Shape.IMAGE)),
                texts(block, "nodeImages", value -> value.text(Shape.IMAGE)),
                block.get("ipFamily")
                        .flatMap(value -> value.choice(Map.of("ipv4", "ipv4", "ipv6", "ipv6", "dual", "dual")))
                        .orElse("ipv4"),
                block.get("apiServerPort").flatMap(value -> value.wholeNumber(1, 65_535)),
                maps(block, "portMappings", KindBlock::portMapping),
                maps(block, "mounts", KindBlock::mount),
                texts(block, "featureGates", Value::flag),
                block.list("kubeadmConfigPatches").stream()
                        .flatMap(value -> value.text().stream())
                        .toList(),
                block.list("loadImages").stream()
                        .flatMap(value -> value.text(Shape.IMAGE).stream())
                        .toList(),
                block.get("onFailure").flatMap(value -> value.choice(KEEP)).orElse(false),
                config(block));
        block.end();
        return settings;
    }

    private static Map<String, Provider> providers() {
        return Arrays.stream(Provider.values()).collect(Collectors.toUnmodifiableMap(Provider::word, word -> word));
    }

    private static <T> Map<String, T> texts(Block block, String key, Function<Value, Optional<T>> reader) {
        Map<String, T> read = new LinkedHashMap<>();
        block.block(key)
                .map(Block::entries)
                .orElse(Map.of())
                .forEach((name, value) -> reader.apply(value).ifPresent(found -> read.put(name, found)));
        return read;
    }

    private static List<Map<String, Object>> maps(
            Block block, String key, Function<Block, Map<String, Object>> reader) {
        List<Map<String, Object>> read = new ArrayList<>();
        for (Value item : block.list(key)) {
            item.block().map(reader).ifPresent(read::add);
        }
        return read;
    }

    private static Map<String, Object> portMapping(Block block) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        block.require("containerPort", "it is the port in the node", "add containerPort: 30080")
                .flatMap(value -> value.wholeNumber(1, 65_535))
                .ifPresent(port -> mapping.put("containerPort", port));
        block.require("hostPort", "it is the port of this machine", "add hostPort: 8080")
                .flatMap(value -> value.wholeNumber(1, 65_535))
                .ifPresent(port -> mapping.put("hostPort", port));
        block.get("listenAddress").flatMap(Value::text).ifPresent(text -> mapping.put("listenAddress", text));
        block.get("protocol")
                .flatMap(value -> value.choice(Map.of("TCP", "TCP", "UDP", "UDP", "SCTP", "SCTP")))
                .ifPresent(word -> mapping.put("protocol", word));
        block.end();
        return mapping;
    }

    private static Map<String, Object> mount(Block block) {
        Map<String, Object> mount = new LinkedHashMap<>();
        block.require("hostPath", "it is the folder of this machine", "add hostPath: ./data")
                .flatMap(Value::file)
                .ifPresent(path -> mount.put("hostPath", path));
        block.require("containerPath", "it is the folder in the nodes", "add containerPath: /data")
                .flatMap(Value::text)
                .ifPresent(path -> mount.put("containerPath", path));
        block.get("readOnly").flatMap(Value::flag).ifPresent(only -> mount.put("readOnly", only));
        block.end();
        return mount;
    }

    /// What is in each part is kind's own business, but kind refuses a key that it does not know only when it is run.
    private static Map<String, Object> config(Block block) {
        Optional<Block> config = block.block("config");
        config.ifPresent(found -> {
            CLUSTER_KEYS.forEach(found::get);
            found.end();
        });
        return config.map(Block::plain).orElse(Map.of());
    }
}
