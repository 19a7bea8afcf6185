package dev.kprov.inventory;

import dev.kprov.yaml.Block;
import dev.kprov.yaml.Nearest;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Labels and taints of a node, by the rules of Kubernetes.
final class NodeMarks {
    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern TAINT = Pattern.compile("([^=:]+)(?:=([^=:]*))?:([^=:]*)");
    private static final int LONGEST_TAINT = 400;
    private static final String KEY_RULE =
            "a key is a name of up to 63 letters, digits, - _ and dots, with a DNS name and / before it if wanted";

    private NodeMarks() {}

    static Map<String, String> labels(Block host) {
        Map<String, String> labels = new LinkedHashMap<>();
        Optional<Block> block = host.block("labels");
        block.map(Block::entries).orElse(Map.of()).forEach((key, value) -> {
            if (!isKey(key)) {
                value.refuse(
                        "the key of " + value.path() + " is not one of a label",
                        KEY_RULE,
                        "write zone or example.com/zone");
            }
            labelValue(value).ifPresent(text -> labels.put(key, text));
        });
        return labels;
    }

    static List<Taint> taints(Block host) {
        List<Taint> taints = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Value item : host.list("taints")) {
            Optional<Taint> taint = item.text().flatMap(text -> taint(item, text));
            if (taint.isPresent()
                    && !seen.add(taint.get().key() + ":" + taint.get().effect())) {
                item.refuse(
                        item.path() + " " + item.quoted() + " is there twice",
                        "a node has one taint of a key and an effect",
                        "remove one of them");
            }
            taint.ifPresent(taints::add);
        }
        return taints;
    }

    private static Optional<String> labelValue(Value value) {
        if (value.isText("")) {
            return Optional.of("");
        }
        Optional<String> text = value.text();
        if (text.isPresent() && !isValue(text.get())) {
            value.refuse(
                    value.path() + " " + value.quoted() + " is not a label's value",
                    "it has at most 63 letters, digits, - _ and dots, and starts and ends with a letter or digit",
                    "write a value such as eu-west-1");
            return Optional.empty();
        }
        return text;
    }

    private static Optional<Taint> taint(Value item, String text) {
        Matcher matcher = TAINT.matcher(text.length() > LONGEST_TAINT ? "" : text);
        if (!matcher.matches() || !isKey(matcher.group(1)) || !isValue(value(matcher))) {
            item.refuse(
                    item.path() + " " + item.quoted() + " is not a taint",
                    "a taint is key=value:effect or key:effect; key and value follow the rules of labels",
                    "write a taint such as dedicated=db:NoSchedule");
            return Optional.empty();
        }
        String effect = matcher.group(3);
        if (!EFFECTS.contains(effect)) {
            item.refuse(
                    item.path() + " " + item.quoted() + " has an unknown effect",
                    "the effects are " + String.join(", ", EFFECTS),
                    Nearest.to(effect, EFFECTS)
                            .map(word -> "did you mean " + word + "?")
                            .orElse("use one of them"));
            return Optional.empty();
        }
        return Optional.of(new Taint(matcher.group(1), value(matcher), effect));
    }

    private static String value(Matcher matcher) {
        return Optional.ofNullable(matcher.group(2)).orElse("");
    }

    private static boolean isValue(String text) {
        return text.isEmpty() || NAME.matcher(text).matches();
    }

    private static boolean isKey(String key) {
        int slash = key.indexOf('/');
        return NAME.matcher(key.substring(slash + 1)).matches()
                && (slash < 0 || Shape.DNS_NAME.fits(key.substring(0, slash)));
    }
}
