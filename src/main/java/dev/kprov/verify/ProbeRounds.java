package dev.kprov.verify;

import dev.kprov.inventory.Host;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Result;
import dev.kprov.shell.Script;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.dns.DnsProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/// Has every host ask, again and again, until it has got the right answer once at each address.
final class ProbeRounds {
    private static final int AT_ONCE = 32;
    private static final Duration BREAK = Duration.ofMillis(200);
    /// A question that was asked a moment too early costs only this; a slow answer gets its time later.
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(3);
    private static final Duration EARLY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Wiring wiring;
    private final Executor executor;
    private final Map<String, Seen> hosts = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);

    ProbeRounds(Wiring wiring, Executor executor) {
        this.wiring = wiring;
        this.executor = executor;
    }

    /// What is known of one host.
    ///
    /// @param next when it may be asked again
    /// @param outcomes by the word for an address
    /// @param badSince since when it has got no right answer there
    private record Seen(
            boolean busy, Instant next, Map<String, Probes.Outcome> outcomes, Map<String, Instant> badSince) {
        Seen {
            outcomes = Map.copyOf(outcomes);
            badSince = Map.copyOf(badSince);
        }

        Seen working() {
            return new Seen(true, next, outcomes, badSince);
        }

        boolean good(String word) {
            return outcomes.get(word) instanceof Probes.Outcome.Good;
        }
    }

    /// Starts what is due and returns at once.
    ///
    /// @param addresses where to ask, by the word for it
    void ask(DnsProbe probe, List<Host> all, Map<String, String> addresses) {
        for (Host host : all) {
            Seen seen = hosts.computeIfAbsent(
                    host.name(), name -> new Seen(false, wiring.clock().instant(), Map.of(), Map.of()));
            Map<String, String> due = new LinkedHashMap<>(addresses);
            due.keySet().removeIf(seen::good);
            if (!seen.busy() && !due.isEmpty() && !wiring.clock().instant().isBefore(seen.next())) {
                hosts.put(host.name(), seen.working());
                executor.execute(() -> ask(probe, host, due));
            }
        }
    }

    /// The newest outcomes at an address, by host.
    Map<String, Probes.Outcome> outcomes(String word) {
        Map<String, Probes.Outcome> outcomes = new HashMap<>();
        hosts.forEach((host, seen) ->
                Optional.ofNullable(seen.outcomes().get(word)).ifPresent(outcome -> outcomes.put(host, outcome)));
        return outcomes;
    }

    private void ask(DnsProbe probe, Host host, Map<String, String> addresses) {
        try {
            places.acquire();
            try {
                finish(probe, host, addresses, run(host, probe.script(addresses, patience(host))));
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration patience(Host host) {
        Seen seen = hosts.get(host.name());
        Instant now = wiring.clock().instant();
        boolean late = seen != null
                && seen.badSince().values().stream()
                        .anyMatch(since -> since.plus(EARLY).isBefore(now));
        return late ? LONG : SHORT;
    }

    /// What the host printed, or why it printed nothing.
    private sealed interface Run {
        record Printed(String text) implements Run {}

        record Failed(Probes.Outcome.Unable why) implements Run {}
    }

    private Run run(Host host, Script script) throws InterruptedException {
        try {
            Result result = wiring.scripts().run(host, script, TIMEOUT);
            return result.ok()
                    ? new Run.Printed(result.stdout())
                    : new Run.Failed(new Probes.Outcome.Unable(
                            "the probe ended with exit status " + result.exitStatus() + ": "
                                    + result.stderr().strip(),
                            false));
        } catch (KprovException e) {
            Problem problem = e.problems().getFirst();
            return new Run.Failed(new Probes.Outcome.Unable(
                    problem.what() + " (" + problem.why() + ")", problem.exitCode() == ExitCode.UNREACHABLE));
        }
    }

    private void finish(DnsProbe probe, Host host, Map<String, String> addresses, Run run) {
        hosts.computeIfPresent(host.name(), (name, seen) -> {
            Instant now = wiring.clock().instant();
            Map<String, Probes.Outcome> outcomes = new HashMap<>(seen.outcomes());
            Map<String, Instant> badSince = new HashMap<>(seen.badSince());
            addresses.forEach((word, address) -> {
                Instant since = badSince.computeIfAbsent(word, fresh -> now);
                outcomes.put(word, outcome(probe, word, address, run, Duration.between(since, now)));
            });
            return new Seen(false, now.plus(BREAK), outcomes, badSince);
        });
    }

    private static Probes.Outcome outcome(DnsProbe probe, String word, String address, Run run, Duration since) {
        return switch (run) {
            case Run.Failed(Probes.Outcome.Unable why) -> why;
            case Run.Printed(String text) ->
                probe.complaint(word, text)
                        .<Probes.Outcome>map(
                                complaint -> new Probes.Outcome.Bad("at " + address + " " + complaint, since))
                        .orElseGet(() -> new Probes.Outcome.Good(probe.evidence(address)));
        };
    }
}
