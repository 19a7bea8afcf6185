package dev.kprov.address;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// An IPv4 or IPv6 address.
///
/// @param bits 32 or 128
public record IpAddress(BigInteger number, int bits) {
    private static final int LONGEST = 45;
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    /// Empty when the text is no address; names are never looked up.
    public static Optional<IpAddress> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return text.contains(":") ? ipv6(text) : ipv4(text);
    }

    public boolean isIpv6() {
        return bits == 128;
    }

    @Override
    public String toString() {
        return isIpv6() ? ipv6Text() : ipv4Text();
    }

    private static Optional<IpAddress> ipv4(String text) {
        String[] octets = text.split("\\.", -1);
        BigInteger number = BigInteger.ZERO;
        for (String octet : octets) {
            if (octets.length != 4 || !OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                return Optional.empty();
            }
            number = number.shiftLeft(8).or(new BigInteger(octet));
        }
        return Optional.of(new IpAddress(number, 32));
    }

    private static Optional<IpAddress> ipv6(String text) {
        int gap = text.indexOf("::");
        List<String> head = groups(gap < 0 ? text : text.substring(0, gap));
        List<String> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2));
        int missing = 8 - head.size() - tail.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>(head);
        for (int i = 0; i < missing; i++) {
            all.add("0");
        }
        all.addAll(tail);
        BigInteger number = BigInteger.ZERO;
        for (String group : all) {
            if (!GROUP.matcher(group).matches()) {
                return Optional.empty();
            }
            number = number.shiftLeft(16).or(new BigInteger(group, 16));
        }
        return Optional.of(new IpAddress(number, 128));
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
    }

    private String ipv4Text() {
        int value = number.intValue();
        return (value >>> 24) + "." + (value >>> 16 & 255) + "." + (value >>> 8 & 255) + "." + (value & 255);
    }

    /// As RFC 5952 wants it: lower case, the longest run of zeros shortened.
    private String ipv6Text() {
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && group(end) == 0) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        return number.shiftRight(16 * (7 - index)).intValue() & 0xffff;
    }
}
