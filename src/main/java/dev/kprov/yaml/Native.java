package dev.kprov.yaml;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns what was written into plain Java values, as the tools of Kubernetes would understand it.
///
/// One difference is wanted: `yes`, `no`, `on` and `off` stay text, whether quoted or not.
final class Native {
    private Native() {}

    static @Nullable Object of(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> map(mapping);
            case Node.Sequence sequence -> list(sequence);
            case Node.Scalar scalar -> scalar(scalar);
        };
    }

    /// A null value stays in the map: in an overlay it means "remove".
    @SuppressWarnings("NullAway") // the map's type is the one that everybody uses for YAML
    static Map<String, Object> map(Node.Mapping mapping) {
        Map<String, Object> map = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> map.put(entry.key(), of(entry.value())));
        return map;
    }

    @SuppressWarnings("NullAway") // as above
    private static List<Object> list(Node.Sequence sequence) {
        List<Object> list = new ArrayList<>();
        sequence.items().forEach(item -> list.add(of(item)));
        return list;
    }

    private static @Nullable Object scalar(Node.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> scalar.text();
            case FLAG -> scalar.text().equalsIgnoreCase("true");
            case INTEGER -> integer(scalar.text());
            case DECIMAL -> decimal(scalar.text());
            case NOTHING -> null;
        };
    }

    /// A leading zero means octal, as in `defaultMode: 0644`: kubectl and kubeadm read it so.
    static Object integer(String text) {
        String digits = text.replace("_", "").replace("+", "").toLowerCase(Locale.ROOT);
        boolean negative = digits.startsWith("-");
        String unsigned = negative ? digits.substring(1) : digits;
        BigInteger number = magnitude(unsigned);
        BigInteger signed = negative ? number.negate() : number;
        if (signed.bitLength() < Integer.SIZE) {
            return signed.intValue();
        }
        return signed.bitLength() < Long.SIZE ? (Object) signed.longValue() : signed;
    }

    private static BigInteger magnitude(String digits) {
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.startsWith("0b")) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (digits.matches("0[0-7]+")) {
            return new BigInteger(digits, 8);
        }
        return new BigInteger(digits);
    }

    private static Object decimal(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> Double.valueOf(text.replace("_", ""));
        };
    }
}
