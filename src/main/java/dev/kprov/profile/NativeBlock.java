package dev.kprov.profile;

import dev.kprov.yaml.Block;
import dev.kprov.yaml.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the block that is named after the installer. What is in it is the installer's own business, but where its
/// first level is known, a misspelt key there would otherwise be dropped without a word.
final class NativeBlock {
    private static final Map<String, List<String>> SECTIONS = Map.of(
            "kubeadm",
            List.of(
                    "initConfiguration",
                    "clusterConfiguration",
                    "joinConfiguration",
                    "kubeletConfiguration",
                    "kubeProxyConfiguration"));

    private NativeBlock() {}

    static Map<String, Object> read(Block root, String installer) {
        Optional<Block> block = root.block(installer);
        if (block.isPresent() && SECTIONS.containsKey(installer)) {
            SECTIONS.get(installer).forEach(section -> block.get().get(section).ifPresent(Value::block));
            block.get().end();
        }
        return block.map(Block::plain).orElse(Map.of());
    }
}
