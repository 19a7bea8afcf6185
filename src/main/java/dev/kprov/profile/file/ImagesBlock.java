package dev.kprov.profile.file;

import dev.kprov.yaml.Block;
import dev.kprov.yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads `images`.
final class ImagesBlock {
    private static final Pattern REGISTRY = Pattern.compile("_default|[a-z0-9][a-z0-9.-]{0,252}(?::[0-9]{1,5})?");

    private ImagesBlock() {}

    static Map<String, List<String>> read(Block block) {
        Map<String, List<String>> mirrors = new LinkedHashMap<>();
        block.block("mirrors").map(Block::entries).orElse(Map.of()).forEach((registry, value) -> {
            if (!REGISTRY.matcher(registry).matches()) {
                value.refuse(
                        "the key of " + value.path() + " is not a registry",
                        "a registry is the part of an image's name before the first /, with its port if it has one",
                        "write registry.k8s.io, docker.io, ghcr.io, or _default for all others");
            }
            mirrors.put(registry, urls(value));
        });
        block.end();
        return mirrors;
    }

    private static List<String> urls(Value value) {
        if (value.isEmptyList()) {
            value.refuse(
                    value.path() + " is empty",
                    "a registry without mirrors need not be named",
                    "name a mirror or remove it");
        }
        List<String> urls = new ArrayList<>();
        for (Value item : value.list()) {
            Location.url(item).ifPresent(urls::add);
        }
        return urls;
    }
}
