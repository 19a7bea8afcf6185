package dev.kprov.verify.facility;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
    private static final Pattern REASON = Pattern.compile("\"reason\" *: *\"([^\"]*)\"");

    /// A request for one of its pages.
    ///
    /// @param path such as `/health`
    public byte[] request(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether this is all that is to come of an answer.
    public static boolean complete(byte[] answer) {
        String text = text(answer);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        Matcher length = LENGTH.matcher(text.substring(0, head + 2));
        return length.find()
                ? answer.length - head - 4 >= Long.parseLong(length.group(1))
                : text.endsWith("\r\n0\r\n\r\n");
    }

    /// What is wrong with it; empty when nothing is.
    ///
    /// @param health the answer to `/health`
    /// @param metrics the answer to `/metrics`
    public Optional<String> complaint(byte[] health, byte[] metrics) {
        String said = body(health);
        List<String> wrong = new ArrayList<>();
        if (said.contains("\"health\":\"false\"")) {
            Matcher reason = REASON.matcher(said);
            wrong.add("says that it is not healthy" + (reason.find() ? ": " + reason.group(1) : ""));
        }
        String numbers = body(metrics);
        if (sum(numbers, "etcd_server_has_leader") < 1) {
            wrong.add("has no leader");
        }
        double used = sum(numbers, "etcd_mvcc_db_total_size_in_bytes");
        double quota = sum(numbers, "etcd_server_quota_backend_bytes");
        if (quota > 0 && used > quota * FULL) {
            wrong.add("is nearly full: " + mebibytes(used) + " of " + mebibytes(quota));
        }
        complaintOfPeers(numbers).ifPresent(wrong::add);
        return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
    }

    private Optional<String> complaintOfPeers(String numbers) {
        // It counts itself among those that it knows. Before etcd 3.5 it does not tell them.
        long known = Math.round(sum(numbers, "etcd_network_known_peers"));
        long active = Math.round(sum(numbers, "etcd_network_active_peers"));
        if (known > 0 && known != members) {
            return Optional.of(
                    "knows " + known + " members, but " + members + " control-plane hosts are to have one each");
        }
        return active < members - 1
                ? Optional.of("reaches " + active + " of " + (members - 1) + MISSED)
                : Optional.empty();
    }

    /// What was seen of a member that has nothing wrong with it.
    public String evidence(byte[] metrics) {
        String numbers = body(metrics);
        return "has a leader" + (members > 1 ? " and its " + (members - 1) + " peers" : "") + ", "
                + mebibytes(sum(numbers, "etcd_mvcc_db_total_size_in_bytes")) + " of "
                + mebibytes(sum(numbers, "etcd_server_quota_backend_bytes"));
    }

    private static String mebibytes(double bytes) {
        return String.format(Locale.ROOT, "%.0f MiB", bytes / MEBIBYTE);
    }

    /// Of all lines of one metric, whatever their labels.
    private static double sum(String page, String metric) {
        return page.lines()
                .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                .mapToDouble(line -> number(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// Without the head; what came in chunks is put together again.
    private static String body(byte[] answer) {
        String text = text(answer);
        int head = text.indexOf("\r\n\r\n");
        String body = text.substring(head + 4);
        return LENGTH.matcher(text.substring(0, head + 2)).find() ? body : joined(body);
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

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
