package dev.kprov.verify.judge;

import dev.kprov.inventory.Host;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Judges what the hosts found, one after the other.
public final class HostProbes {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern CANNOT_PROGRAM =
            Pattern.compile("(?i).*(iptables-restore|nft|ipvs|ipset|sync).*(fail|error|couldn't|unable).*"
                    + "|.*(fail|error|couldn't|unable).*(iptables-restore|nft|ipvs|ipset|sync).*");

    private HostProbes() {}

    public static Answer judge(
            Snapshot snapshot, List<Host> hosts, Map<String, Probes.Outcome> outcomes, String expected) {
        Map<String, String> askers = new LinkedHashMap<>();
        hosts.forEach(host -> askers.put(host.name(), host.name()));
        return Outcomes.of(askers, outcomes, (host, bad) -> trouble(snapshot, host, bad.actual(), bad.since()))
                .answer(expected, found -> "from each of " + hosts.size() + " hosts: " + found.last());
    }

    private static Answer.Trouble trouble(Snapshot snapshot, String host, String actual, Duration since) {
        Optional<String> words = proxyLog(snapshot, host);
        return new Answer.Trouble(
                "from " + host + ": " + actual
                        + words.map(line -> "; its kube-proxy says: " + PodHealth.telling(line))
                                .orElse(""),
                words.isPresent()
                        ? "correct what kube-proxy complains of on " + host + ", then: kubectl -n kube-system rollout"
                                + " restart daemonset kube-proxy"
                        : "packets from " + host + " to the Service do not arrive: read the log of its kube-proxy and"
                                + " of the network plugin, and see that no firewall stands between the hosts",
                words.isPresent() && since.compareTo(PATIENCE) > 0);
    }

    /// The newest line in which the host's kube-proxy says that it cannot set up Services.
    private static Optional<String> proxyLog(Snapshot snapshot, String host) {
        for (Pod pod : snapshot.podsOwnedBy("DaemonSet/kube-proxy")) {
            if (pod.node().equals(host)) {
                return pod.containers().stream()
                        .flatMap(container -> snapshot.past().log(pod.key(container)).stream())
                        .flatMap(String::lines)
                        .filter(line -> CANNOT_PROGRAM.matcher(line).matches())
                        .reduce((older, newer) -> newer);
            }
        }
        return Optional.empty();
    }
}
