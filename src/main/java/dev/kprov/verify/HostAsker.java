package dev.kprov.verify;

import dev.kprov.inventory.Host;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Result;
import dev.kprov.verify.ProbeRounds.Finding;
import dev.kprov.verify.dns.DnsProbe;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/// A host that asks through Services, as everything on it does.
///
/// @param addresses where to ask, by the word for it
record HostAsker(Wiring.Scripts scripts, Host host, DnsProbe probe, Map<String, String> addresses)
        implements ProbeRounds.Asker {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        Map<String, String> due = new LinkedHashMap<>(addresses);
        due.keySet().retainAll(words);
        try {
            Result result = scripts.run(host, probe.script(due, wait), TIMEOUT);
            return result.ok()
                    ? each(due, (word, address) -> finding(word, address, result.stdout()))
                    : all(
                            due,
                            new Finding.Unable(
                                    "the probe ended with exit status " + result.exitStatus() + ": "
                                            + result.stderr().strip(),
                                    false));
        } catch (KprovException e) {
            Problem problem = e.problems().getFirst();
            boolean unreachable = problem.exitCode() == ExitCode.UNREACHABLE;
            return all(due, new Finding.Unable(problem.what() + " (" + problem.why() + ")", unreachable));
        }
    }

    private Finding finding(String word, String address, String printed) {
        return probe.complaint(word, printed)
                .<Finding>map(complaint -> new Finding.Wrong("at " + address + " " + complaint))
                .orElseGet(() -> new Finding.Right(probe.evidence(address)));
    }

    private static Map<String, Finding> all(Map<String, String> addresses, Finding finding) {
        return each(addresses, (word, address) -> finding);
    }

    private static Map<String, Finding> each(
            Map<String, String> addresses, BiFunction<String, String, Finding> finding) {
        Map<String, Finding> findings = new HashMap<>();
        addresses.forEach((word, address) -> findings.put(word, finding.apply(word, address)));
        return findings;
    }
}
