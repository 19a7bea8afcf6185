package dev.kprov.profile.file;

import dev.kprov.profile.Verification;
import dev.kprov.profile.Verification.Exceptions;
import dev.kprov.profile.Verification.Level;
import dev.kprov.profile.Verification.Probe;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads `verification`.
final class VerificationBlock {
    private static final Map<String, Level> LEVELS =
            Map.of("basic", Level.BASIC, "standard", Level.STANDARD, "deep", Level.DEEP);

    private VerificationBlock() {}

    static Verification read(Block block) {
        Verification usual = Verification.DEFAULT;
        Verification verification = new Verification(
                block.get("level").flatMap(value -> value.choice(LEVELS)).orElse(usual.level()),
                block.get("window").flatMap(Value::duration).orElse(usual.window()),
                block.get("defaultStorageClass").flatMap(Value::flag).orElse(usual.defaultStorageClass()),
                usual.hold(),
                new Probe(
                        block.get("probeImage")
                                .flatMap(value -> value.text(Shape.IMAGE))
                                .orElse(Probe.DEFAULT.image()),
                        block.get("externalName").flatMap(value -> value.text(Shape.DNS_NAME))),
                new Exceptions(names(block, "cordoned"), names(block, "otherNodes")));
        block.end();
        return verification;
    }

    private static Set<String> names(Block block, String key) {
        Set<String> names = new TreeSet<>();
        block.list(key).forEach(value -> value.text(Shape.DNS_NAME).ifPresent(names::add));
        return names;
    }
}
