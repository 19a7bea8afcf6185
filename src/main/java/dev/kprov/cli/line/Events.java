package dev.kprov.cli.line;

import dev.kprov.cli.request.Request;
import dev.kprov.inventory.Host;
import dev.kprov.observe.Observer;
import dev.kprov.plan.Plan;
import dev.kprov.problem.Problem;
import dev.kprov.run.Broadcast;
import dev.kprov.run.RunEvent;
import dev.kprov.run.RunListener;
import dev.kprov.shell.NewKeys;
import dev.kprov.verify.CheckResult;
import dev.kprov.verify.Verdict;
import dev.kprov.verify.Verifier;
import dev.kprov.verify.api.KubeApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Tells all listeners what happens, one event at a time, whichever thread it comes from.
public final class Events implements RunListener, Observer.Listener, Verifier.Listener {
    private final Broadcast listeners;
    private final Clock clock;
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private volatile boolean stepsBegan;

    Events(List<RunListener> listeners, Clock clock) {
        this.listeners = new Broadcast(listeners);
        this.clock = clock;
    }

    /// Work that can be interrupted.
    @FunctionalInterface
    public interface Work<T> {
        T get() throws InterruptedException;
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.StepStarted) {
            stepsBegan = true;
        }
        listeners.on(event);
    }

    /// Whether hosts may have been changed.
    boolean stepsBegan() {
        return stepsBegan;
    }

    Instant now() {
        return clock.instant();
    }

    public <T> T phase(String phase, String title, Work<T> work) throws InterruptedException {
        Instant start = now();
        on(new RunEvent.PhaseStarted(start, phase, title));
        try {
            return work.get();
        } finally {
            Instant end = now();
            on(new RunEvent.PhaseFinished(end, phase, Duration.between(start, end)));
        }
    }

    void planned(Plan plan) {
        on(new RunEvent.Planned(now(), plan));
    }

    void problem(Problem problem) {
        on(new RunEvent.ProblemFound(now(), problem));
    }

    /// @param host empty when it is about no host in particular
    public void remark(String host, String text) {
        on(new RunEvent.Remark(now(), host, text));
    }

    /// Every host key that is accepted becomes a remark.
    public NewKeys newKeys(Request request) {
        return new NewKeys(request.acceptNewHostKeys(), this::remark);
    }

    /// The run goes on without a host.
    void leftOut(String host, String why) {
        on(new RunEvent.HostLeftOut(now(), host, why));
    }

    @Override
    public void observed(Host host, String summary, Duration took) {
        on(new RunEvent.HostObserved(now(), host.name(), summary, took));
    }

    @Override
    public void delayed(String what) {
        remark("", what);
    }

    @Override
    public void waiting(List<String> what) {
        on(new RunEvent.VerifyWaiting(now(), what));
    }

    /// Only what has changed since the look before is an event.
    @Override
    public void looked(List<CheckResult> now) {
        for (CheckResult result : now) {
            String verdict = word(result.verdict());
            if (!verdict.equals(seen.put(result.id(), verdict))) {
                on(new RunEvent.CheckSeen(now(), result.id(), result.title(), verdict, detail(result.verdict())));
            }
        }
    }

    @Override
    public void finished(CheckResult result) {
        String remedy = result.verdict() instanceof Verdict.Failed failed ? failed.remedy() : "";
        on(new RunEvent.CheckFinished(
                now(), result.id(), result.title(), word(result.verdict()), detail(result.verdict()), remedy));
    }

    @Override
    public void asked(KubeApi.Load load) {
        on(new RunEvent.ApiAsked(now(), load.requests(), load.bytes()));
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed -> "Passed";
            case Verdict.Failed failed -> "Failed";
            case Verdict.Unknown unknown -> "Unknown";
            case Verdict.NotApplicable beside -> "NotApplicable";
        };
    }

    private static String detail(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed -> passed.evidence();
            case Verdict.Failed failed -> "expected " + failed.expected() + ", found " + failed.actual();
            case Verdict.Unknown unknown -> unknown.why();
            case Verdict.NotApplicable beside -> beside.why();
        };
    }
}
