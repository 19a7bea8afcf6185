package dev.kprov.verify.dns;

import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Lets a host ask a Service of the cluster for a name's address, over UDP and TCP, each time from another port.
/// Only the right address counts: on a network where nobody catches the packets, somebody else may answer them.
public final class DnsProbe {
    private static final int TRIES_OVER_UDP = 6;
    private static final int TRIES_OVER_TCP = 2;
    private static final String SCRIPT = """
        # A query leaves in one piece: Bash itself would send it line by line, and a DNS message may hold line breaks.
        ask='set -o pipefail
          exec 3<>"/dev/$1/$2/$3" || exit 3
          printf "$4" | dd bs=1024 count=1 iflag=fullblock status=none >&3 || exit 3
          dd bs=4096 count=1 status=none <&3 | od -An -v -tx1 | tr -d " \\n"'
        asking=()
        while read -r label protocol address query; do
          [ -n "$label" ] || continue
          {
            reply=$(timeout "$WAIT" bash -c "$ask" ask "$protocol" "$address" "$PORT" "$query" 2>/dev/null) && status=0 || status=$?
            [ "$status" != 124 ] || reply=$WAIT
            printf '%s %s %s\\n' "$label" "$status" "$reply"
          } &
          asking+=("$!")
        done <<<"$QUERIES"
        wait "${asking[@]}"
        """;

    private final DnsQuestion question;
    private final int port;

    /// @param name what to ask for, without a dot at its end
    /// @param expected the only right answer, an IP address
    public DnsProbe(String name, String expected) {
        this(name, expected, 53);
    }

    DnsProbe(String name, String expected, int port) {
        this.question = new DnsQuestion(name, expected);
        this.port = port;
    }

    /// A script that asks at each of these addresses, by a word of the caller's choice.
    ///
    /// @param wait for each answer
    public Script script(Map<String, String> addresses, Duration wait) {
        List<String> queries = new ArrayList<>();
        addresses.forEach((word, address) -> {
            for (int i = 0; i < TRIES_OVER_UDP + TRIES_OVER_TCP; i++) {
                boolean udp = i < TRIES_OVER_UDP;
                String protocol = udp ? "udp" : "tcp";
                byte[] sent = udp ? question.message(i) : question.framed(i);
                queries.add(word + ":" + i + ":" + protocol + " " + protocol + " " + address + " " + octal(sent));
            }
        });
        Value text = Value.of(String.join("\n", queries));
        return new Script(
                "dns-probe",
                SCRIPT,
                Map.of(
                        "PORT", Value.of(Integer.toString(port)),
                        "WAIT",
                                Value.of(BigDecimal.valueOf(wait.toMillis(), 3)
                                        .stripTrailingZeros()
                                        .toPlainString()),
                        "QUERIES", text),
                Map.of(),
                Set.of());
    }

    /// What is wrong with the answers that this word's queries got; empty when all are right.
    public Optional<String> complaint(String word, String output) {
        List<String> lines =
                output.lines().filter(line -> line.startsWith(word + ":")).toList();
        List<String> complaints = lines.stream()
                .flatMap(line -> complaint(line).stream())
                .collect(Collectors.groupingBy(text -> text, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .toList();
        int missing = TRIES_OVER_UDP + TRIES_OVER_TCP - lines.size();
        if (missing > 0) {
            return Optional.of(missing + " of " + (missing + lines.size()) + " queries were not sent");
        }
        return complaints.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", complaints));
    }

    /// How a right answer came about, for a reader.
    public String evidence(String address) {
        return TRIES_OVER_UDP + " UDP and " + TRIES_OVER_TCP + " TCP queries at " + address + ": "
                + question.rightAnswer();
    }

    private Optional<String> complaint(String line) {
        String[] words = line.split(" ", -1);
        String[] label = words[0].split(":", -1);
        String protocol = label[2].toUpperCase(Locale.ROOT) + ": ";
        if (words[1].equals("124")) {
            return Optional.of(protocol + "no answer within " + words[2] + " s");
        }
        if (!words[1].equals("0") || words.length < 3 || words[2].isEmpty()) {
            return Optional.of(protocol + "refused");
        }
        return question.complaint(bytes(words[2], label[2].equals("tcp")), Integer.parseInt(label[1]))
                .map(protocol::concat);
    }

    private static byte[] bytes(String hex, boolean framed) {
        try {
            byte[] bytes = HexFormat.of().parseHex(hex);
            return framed ? DnsQuestion.unframed(bytes) : bytes;
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static String octal(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte value : bytes) {
            text.append(String.format(Locale.ROOT, "\\%03o", value & 0xFF));
        }
        return text.toString();
    }
}
