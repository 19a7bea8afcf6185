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
public record Facts(Map<String, HostFacts> hosts, Map<String, String> documents, List<Problem> problems) {
    public Facts {
        hosts = Map.copyOf(hosts);
        documents = Map.copyOf(documents);
        problems = List.copyOf(problems);
    }

    public HostFacts of(String host) {
        HostFacts facts = hosts.get(host);
        if (facts == null) {
            throw new IllegalArgumentException("nothing is known of host " + host);
        }
        return facts;
    }
}
