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
/// @param controller this machine, where an installer works here
public record Facts(
        Map<String, HostFacts> hosts,
        Map<String, String> documents,
        List<Problem> problems,
        ControllerFacts controller) {
    /// Of hosts only.
    public Facts(Map<String, HostFacts> hosts, Map<String, String> documents, List<Problem> problems) {
        this(hosts, documents, problems, ControllerFacts.NONE);
    }

    public Facts {
        hosts = Map.copyOf(hosts);
        documents = Map.copyOf(documents);
        problems = List.copyOf(problems);
    }

    /// The same with what was found on this machine.
    public Facts with(ControllerFacts here) {
        return new Facts(hosts, documents, problems, here);
    }

    public HostFacts of(String host) {
        HostFacts facts = hosts.get(host);
        if (facts == null) {
            throw new IllegalArgumentException("nothing is known of host " + host);
        }
        return facts;
    }
}
