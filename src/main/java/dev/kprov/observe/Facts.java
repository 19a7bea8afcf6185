package dev.kprov.observe;

import dev.kprov.problem.Problem;
import java.util.List;
import java.util.Map;

/// What was found everywhere.
///
/// @param hosts by host name; a host that could not be reached is absent and has a problem
/// @param documents content fetched on this machine, by the location asked for (a network plugin's manifest, a
///     package
///     key)
/// @param state what the installer's own look at its clusters printed; empty where it takes none
public record Facts(Map<String, HostFacts> hosts, Map<String, String> documents, List<Problem> problems, String state) {
    /// Of hosts only.
    public Facts(Map<String, HostFacts> hosts, Map<String, String> documents, List<Problem> problems) {
        this(hosts, documents, problems, "");
    }

    public Facts {
        hosts = Map.copyOf(hosts);
        documents = Map.copyOf(documents);
        problems = List.copyOf(problems);
    }

    /// The same with what the installer's own look printed.
    public Facts with(String seen) {
        return new Facts(hosts, documents, problems, seen);
    }

    public HostFacts of(String host) {
        HostFacts facts = hosts.get(host);
        if (facts == null) {
            throw new IllegalArgumentException("nothing is known of host " + host);
        }
        return facts;
    }
}
