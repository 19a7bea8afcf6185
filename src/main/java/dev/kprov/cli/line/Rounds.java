package dev.kprov.cli.line;

import dev.kprov.cli.parts.Parts;
import dev.kprov.cli.parts.Wanted;
import dev.kprov.inventory.Host;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import dev.kprov.shell.Shells;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// Plans and runs; and when a host restarted in the middle, looks again, plans from what is true now, and runs that.
record Rounds(Parts parts, Wanted wanted, Events events, Shells shells) {
    private static final int MOST = 4;

    @FunctionalInterface
    interface Planner {
        Planning.Planned plan() throws InterruptedException;
    }

    @FunctionalInterface
    interface Run {
        /// @param round 1 for the first
        Map<StepId, Outcome> of(Planning.Planned planned, int round) throws InterruptedException;
    }

    /// What ran last, and how it ended.
    record Last(Planning.Planned planned, Map<StepId, Outcome> outcomes) {
        boolean succeeded() {
            return outcomes.values().stream().allMatch(Outcome::succeeded);
        }
    }

    Last of(Planner planner, Run run) throws InterruptedException {
        Planning.Planned planned = planner.plan();
        for (int round = 1; ; round++) {
            Last last = new Last(planned, run.of(planned, round));
            if (last.succeeded() || round == MOST) {
                return last;
            }
            List<String> restarted = restarted(last);
            if (restarted.isEmpty()) {
                return last;
            }
            restarted.forEach(host -> events.remark(host, host + " restarted: looking again"));
            planned = again(planner);
        }
    }

    /// What was fine before a restart may take a while to be so again, as the API of a control plane does.
    private Planning.Planned again(Planner planner) throws InterruptedException {
        Pauses pauses = new Pauses(parts);
        String told = "";
        while (true) {
            try {
                return planner.plan();
            } catch (KprovException e) {
                Problem problem = e.problems().getFirst();
                if (problem.exitCode() == ExitCode.BUSY || !pauses.another()) {
                    throw e;
                }
                if (!told.equals(problem.what())) {
                    events.remark(problem.where(), "waiting, because " + problem.what());
                }
                told = problem.what();
            }
        }
    }

    private List<String> restarted(Last last) throws InterruptedException {
        Set<String> lost = last.outcomes().entrySet().stream()
                .filter(end -> end.getValue() instanceof Outcome.Failed failed
                        && failed.problem().exitCode() == ExitCode.UNREACHABLE)
                .map(end -> end.getKey().host())
                .collect(Collectors.toUnmodifiableSet());
        List<Callable<Boolean>> questions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Host host : wanted.inventory().hosts()) {
            if (last.planned().facts().hosts().containsKey(host.name())) {
                String before =
                        last.planned().facts().of(host.name()).identity().bootId();
                names.add(host.name());
                questions.add(() -> restarted(host, before, lost.contains(host.name())));
            }
        }
        List<Boolean> answers = all(questions);
        List<String> restarted = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (answers.get(i)) {
                restarted.add(names.get(i));
            }
        }
        return restarted;
    }

    /// @param lost whether a step lost the way to the host, so that it is worth waiting for
    private boolean restarted(Host host, String before, boolean lost) throws InterruptedException {
        Pauses pauses = new Pauses(parts);
        boolean told = false;
        while (true) {
            try {
                String now = parts.life(shells, host);
                return !now.isEmpty() && !before.isEmpty() && !now.equals(before);
            } catch (KprovException e) {
                if (!lost || !e.mayPass() || !pauses.another()) {
                    return false;
                }
                if (!told) {
                    events.remark(host.name(), "waiting for " + host.name() + " to answer again");
                }
                told = true;
            }
        }
    }

    private static List<Boolean> all(List<Callable<Boolean>> questions) throws InterruptedException {
        List<Boolean> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> answer : threads.invokeAll(questions)) {
                answers.add(answer.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking a host whether it restarted failed", e.getCause());
        }
        return answers;
    }

    /// Between tries of something that takes minutes at most, each twice as long as the one before.
    private static final class Pauses {
        private static final Duration LONGEST = Duration.ofSeconds(8);
        private static final int ENOUGH = 20;

        private final Parts parts;
        private Duration next = Duration.ofSeconds(1);
        private int count;

        Pauses(Parts parts) {
            this.parts = parts;
        }

        /// Waits before another try; false when there have been enough.
        boolean another() throws InterruptedException {
            if (count == ENOUGH) {
                return false;
            }
            count++;
            parts.pause(next);
            next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
            return true;
        }
    }
}
