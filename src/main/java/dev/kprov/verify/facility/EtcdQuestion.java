package dev.kprov.verify.facility;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// What a member of etcd is asked where it shows its metrics over plain HTTP, and what is wrong with its answers. The
/// names are those of <https://etcd.io/docs/v3.6/metrics/>.
///
/// @param members how many the cluster is to have
public record EtcdQuestion(int members) {
    /// Where kubeadm has etcd show its metrics, to its own host only.
    public static final int PORT = 2381;

    /// Why a member is not judged that listens elsewhere.
    public static final String HIDDEN = "it shows no metrics on port " + PORT;

    /// What a member says that has lost others of them.
    public static final String MISSED = " other members";

    private static final double FULL = 0.8;
    private static final long MEBIBYTE = 1 << 20;
    private static final String LEADER = "etcd_server_has_leader";
    private static final String USED = "etcd_mvcc_db_total_size_in_bytes";
    private static final String QUOTA = "etcd_server_quota_backend_bytes";
    private static final String KNOWN = "etcd_network_known_peers";
    private static final String ACTIVE = "etcd_network_active_peers";
    private static final Set<String> METRICS = Set.of(LEADER, USED, QUOTA, KNOWN, ACTIVE);
    private static final String HEAD_END = "\r\n\r\n";
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
    private static final Pattern COMPRESSED = Pattern.compile("(?i)\r\ncontent-encoding: *gzip *\r\n");
    private static final Pattern REASON = Pattern.compile("\"reason\" *: *\"([^\"]*)\"");

    /// What a member has said.
    ///
    /// @param health the page `/health`
    /// @param sums of the lines of each metric, whatever their labels
    public record Said(String health, Map<String, Double> sums) {
        public Said {
            sums = Map.copyOf(sums);
        }

        private double sum(String metric) {
            return sums.getOrDefault(metric, 0.0);
        }
    }

    /// Requests for `/health` and `/metrics`, one after the other over one connection.
    public static byte[] request() {
        return bytes(request("/health", "keep-alive") + request("/metrics", "close"));
    }

    /// Compressed, the metrics are a tenth of what they are else.
    private static String request(String path, String connection) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: " + connection
                + HEAD_END;
    }

    /// Whether this is all that is to come of both answers.
    public static boolean complete(byte[] answers) {
        String text = text(answers);
        int first = end(text, 0);
        return first > 0 && first < text.length() && (text.endsWith(LAST_CHUNK) || end(text, first) == text.length());
    }

    /// Throws a `RuntimeException` where it is nothing of the kind.
    public static Said read(byte[] answers) {
        String text = text(answers);
        int first = end(text, 0);
        Map<String, Double> sums = new HashMap<>();
        body(text.substring(first))
                .lines()
                .filter(line -> line.startsWith("etcd_"))
                .forEach(line -> {
                    String metric = line.substring(0, line.indexOf(line.indexOf('{') < 0 ? ' ' : '{'));
                    if (METRICS.contains(metric)) {
                        sums.merge(metric, number(line.substring(line.lastIndexOf(' ') + 1)), Double::sum);
                    }
                });
        return new Said(body(text.substring(0, first)), sums);
    }

    /// What is wrong with the member; empty when nothing is.
    public Optional<String> complaint(Said said) {
        List<String> wrong = new ArrayList<>();
        if (said.health().contains("\"health\":\"false\"")) {
            Matcher reason = REASON.matcher(said.health());
            wrong.add("says that it is not healthy" + (reason.find() ? ": " + reason.group(1) : ""));
        }
        if (said.sum(LEADER) < 1) {
            wrong.add("has no leader");
        }
        double used = said.sum(USED);
        double quota = said.sum(QUOTA);
        if (quota > 0 && used > quota * FULL) {
            wrong.add("is nearly full: " + mebibytes(used) + " of " + mebibytes(quota));
        }
        complaintOfPeers(said).ifPresent(wrong::add);
        return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
    }

    private Optional<String> complaintOfPeers(Said said) {
        // It counts itself among those that it knows. Before etcd 3.5 it does not tell them.
        long known = Math.round(said.sum(KNOWN));
        long active = Math.round(said.sum(ACTIVE));
        if (known > 0 && known != members) {
            return Optional.of(
                    "knows " + known + " members, but " + members + " control-plane hosts are to have one each");
        }
        return active < members - 1
                ? Optional.of("reaches " + active + " of " + (members - 1) + MISSED)
                : Optional.empty();
    }

    /// What was seen of a member that has nothing wrong with it.
    public String evidence(Said said) {
        return "has a leader" + (members > 1 ? " and its " + (members - 1) + " peers" : "") + ", "
                + mebibytes(said.sum(USED)) + " of " + mebibytes(said.sum(QUOTA));
    }

    private static String mebibytes(double bytes) {
        return String.format(Locale.ROOT, "%.0f MiB", bytes / MEBIBYTE);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// Where the answer that begins here ends; -1 as long as not all of it is there.
    private static int end(String text, int begin) {
        int head = text.indexOf(HEAD_END, begin);
        if (head < 0) {
            return -1;
        }
        Matcher length = LENGTH.matcher(text).region(begin, head + 2);
        if (length.find()) {
            int end = head + HEAD_END.length() + Integer.parseInt(length.group(1));
            return end <= text.length() ? end : -1;
        }
        int last = text.indexOf(LAST_CHUNK, head + 2);
        return last < 0 ? -1 : last + LAST_CHUNK.length();
    }

    /// Without the head; what came in chunks or compressed is put together again.
    private static String body(String answer) {
        int head = answer.indexOf(HEAD_END) + 2;
        String body = answer.substring(head - 2 + HEAD_END.length());
        String whole = LENGTH.matcher(answer).region(0, head).find() ? body : joined(body);
        return COMPRESSED.matcher(answer).region(0, head).find() ? inflated(whole) : whole;
    }

    private static String inflated(String body) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes(body)))) {
            return text(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String joined(String chunks) {
        StringBuilder whole = new StringBuilder();
        for (int at = 0, end = chunks.indexOf("\r\n"); end > at; end = chunks.indexOf("\r\n", at)) {
            int size = Integer.parseInt(chunks.substring(at, end).strip(), 16);
            if (size == 0) {
                break;
            }
            whole.append(chunks, end + 2, Math.min(chunks.length(), end + 2 + size));
            at = end + 2 + size + 2;
        }
        return whole.toString();
    }

    /// A letter is a byte.
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
