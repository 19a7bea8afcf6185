package dev.kprov.verify.probe;

import dev.kprov.inventory.Host;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Result;
import dev.kprov.verify.dns.DnsProbe;
import dev.kprov.verify.probe.ProbeRounds.Finding;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A host that asks through Services, as everything on it does.
///
/// @param addresses where to ask, by the word for it
public record HostAsker(Wiring.Scripts scripts, Host host, DnsProbe probe, Map<String, String> addresses)
        implements ProbeRounds.Asker {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Override
    public Map<String, Finding> ask(Set<String> words, Duration wait) throws InterruptedException {
        Map<String, String> due = new LinkedHashMap<>(addresses);
        due.keySet().retainAll(words);
        try {
            Result result = scripts.run(host, probe.script(due, wait), TIMEOUT);
            return result.ok()
                    ? findings(due, result.stdout())
                    : failed("the probe ended with", result).ofAll(due.keySet());
        } catch (KprovException e) {
            return unable(e).ofAll(due.keySet());
        }
    }

    /// @param what in words, before the exit status
    static Finding failed(String what, Result result) {
        return new Finding.Unable(
                what + " exit status " + result.exitStatus() + ": "
                        + result.stderr().strip(),
                false);
    }

    static Finding unable(KprovException failure) {
        Problem problem = failure.problems().getFirst();
        boolean unreachable = problem.exitCode() == ExitCode.UNREACHABLE;
        return new Finding.Unable(problem.what() + " (" + problem.why() + ")", unreachable);
    }

    private Map<String, Finding> findings(Map<String, String> due, String printed) {
        Map<String, Finding> findings = new HashMap<>();
        due.forEach((word, address) -> findings.put(word, finding(word, address, printed)));
        return findings;
    }

    private Finding finding(String word, String address, String printed) {
        return probe.complaint(word, printed)
                .<Finding>map(complaint -> new Finding.Wrong("at " + address + " " + complaint))
                .orElseGet(() -> new Finding.Right(probe.evidence(address)));
    }
}
