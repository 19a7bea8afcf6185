package dev.kprov.run;

import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Where a run stands: what its events say so far, added up. Not safe for several threads at once.
public final class Tally implements RunListener {
    private final Map<StepId, StepState> steps = new LinkedHashMap<>();
    private final Map<StepId, Running> running = new LinkedHashMap<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Map<String, RunEvent.CheckSeen> seen = new LinkedHashMap<>();
    private Optional<RunEvent.ApiAsked> apiAsked = Optional.empty();
    private final List<RunEvent.CheckFinished> checks = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<RunEvent.Remark> remarks = new ArrayList<>();
    private final List<RunEvent.HostLeftOut> leftOut = new ArrayList<>();
    private List<String> verifyWaiting = List.of();
    private Optional<RunEvent.RunStarted> started = Optional.empty();
    private Optional<RunEvent.RunFinished> finished = Optional.empty();
    private Optional<Plan> plan = Optional.empty();

    /// A step and how it ended.
    ///
    /// @param outcome empty while it has none
    public record StepState(Step step, Optional<Outcome> outcome, Duration took) {}

    /// A step that is running.
    ///
    /// @param waiting what it waits for; blank when nothing
    public record Running(Step step, Instant since, String waiting) {}

    /// A heading of what is shown: a stage of the plan, or a phase before or after it.
    ///
    /// @param total how many steps it has; 0 for a phase, whose size is not known
    /// @param done how many steps, hosts or checks have ended
    /// @param bad how many of them did not end well
    /// @param began empty when nothing in it has started
    /// @param ended when the last thing in it ended
    public record Section(
            String id,
            String title,
            int total,
            int done,
            int bad,
            Optional<Instant> began,
            Optional<Instant> ended,
            boolean over) {
        public Duration took(Instant now) {
            Instant until = over ? ended.orElse(now) : now;
            Duration took = began.map(since -> Duration.between(since, until)).orElse(Duration.ZERO);
            return took.isNegative() ? Duration.ZERO : took;
        }

        Section begun(Instant at) {
            return new Section(id, title, total, done, bad, began.or(() -> Optional.of(at)), ended, over);
        }

        Section oneDone(Instant at, boolean well) {
            boolean last = total > 0 && done + 1 == total;
            return new Section(id, title, total, done + 1, bad + (well ? 0 : 1), began, Optional.of(at), over || last);
        }

        Section ended(Instant at) {
            return new Section(id, title, total, done, bad, began, Optional.of(at), true);
        }
    }

    @Override
    public void on(RunEvent event) {
        switch (event) {
            case RunEvent.RunStarted e -> started = Optional.of(e);
            case RunEvent.PhaseStarted e ->
                sections.put(e.phase(), empty(e.phase(), e.title(), 0).begun(e.at()));
            case RunEvent.PhaseFinished e -> sections.computeIfPresent(e.phase(), (id, phase) -> phase.ended(e.at()));
            case RunEvent.HostObserved e ->
                sections.computeIfPresent("observe", (id, phase) -> phase.oneDone(e.at(), true));
            case RunEvent.HostLeftOut e -> leftOut.add(e);
            case RunEvent.Planned e -> planned(e.plan());
            case RunEvent.StepStarted e -> stepStarted(e);
            case RunEvent.StepOutput e -> {}
            case RunEvent.HostOutput e -> {}
            case RunEvent.StepWaiting e ->
                running.computeIfPresent(e.id(), (id, was) -> new Running(was.step(), was.since(), e.what()));
            case RunEvent.StepFinished e -> stepFinished(e);
            case RunEvent.VerifyWaiting e -> verifyWaiting = List.copyOf(e.what());
            case RunEvent.CheckSeen e -> seen.put(e.check(), e);
            case RunEvent.CheckFinished e -> checked(e);
            case RunEvent.ApiAsked e -> apiAsked = Optional.of(e);
            case RunEvent.ProblemFound e -> problems.add(e.problem());
            case RunEvent.Remark e -> remarks.add(e);
            case RunEvent.RunFinished e -> finished = Optional.of(e);
        }
    }

    public Optional<RunEvent.RunStarted> started() {
        return started;
    }

    public Optional<RunEvent.RunFinished> finished() {
        return finished;
    }

    public Optional<Plan> plan() {
        return plan;
    }

    /// How each check stood when that changed last, in the order of the checks.
    public List<RunEvent.CheckSeen> seen() {
        return List.copyOf(seen.values());
    }

    /// Empty where nothing was verified.
    public Optional<RunEvent.ApiAsked> apiAsked() {
        return apiAsked;
    }

    /// Every step, in the plan's order.
    public List<StepState> steps() {
        return List.copyOf(steps.values());
    }

    public Optional<Step> step(StepId id) {
        return Optional.ofNullable(steps.get(id)).map(StepState::step);
    }

    /// The steps that run now, the one that began first at the front.
    public List<Running> running() {
        return List.copyOf(running.values());
    }

    /// Every stage and phase, in the order in which they are shown.
    public List<Section> sections() {
        return List.copyOf(sections.values());
    }

    public List<RunEvent.CheckFinished> checks() {
        return List.copyOf(checks);
    }

    /// What is wrong beside failed steps and checks.
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public List<RunEvent.Remark> remarks() {
        return List.copyOf(remarks);
    }

    /// The hosts that the run goes on without, and why.
    public List<RunEvent.HostLeftOut> leftOut() {
        return List.copyOf(leftOut);
    }

    /// What the verifier waits for.
    public List<String> verifyWaiting() {
        return verifyWaiting;
    }

    private void planned(Plan made) {
        // A further plan of the run was made from what is true by then: only it counts.
        steps.clear();
        running.clear();
        for (Stage stage : Stage.values()) {
            sections.remove(stage.name());
        }
        plan = Optional.of(made);
        for (Step step : made.steps()) {
            steps.put(step.id(), new StepState(step, Optional.empty(), Duration.ZERO));
            String stage = step.stage().name();
            Section before =
                    sections.getOrDefault(stage, empty(stage, step.stage().title(), 0));
            sections.put(stage, empty(stage, before.title(), before.total() + 1));
        }
    }

    private void stepStarted(RunEvent.StepStarted event) {
        step(event.id()).ifPresent(step -> {
            running.put(event.id(), new Running(step, event.at(), ""));
            sections.computeIfPresent(step.stage().name(), (id, stage) -> stage.begun(event.at()));
        });
    }

    private void stepFinished(RunEvent.StepFinished event) {
        step(event.id()).ifPresent(step -> {
            running.remove(event.id());
            steps.put(event.id(), new StepState(step, Optional.of(event.outcome()), event.took()));
            sections.computeIfPresent(
                    step.stage().name(),
                    (id, stage) -> stage.oneDone(event.at(), event.outcome().succeeded()));
        });
    }

    private void checked(RunEvent.CheckFinished event) {
        checks.add(event);
        sections.computeIfPresent("verify", (id, phase) -> phase.oneDone(event.at(), !event.open()));
    }

    private static Section empty(String id, String title, int total) {
        return new Section(id, title, total, 0, 0, Optional.empty(), Optional.empty(), false);
    }

    /// How many steps ended with this word.
    public long count(String word) {
        return steps.values().stream()
                .map(StepState::outcome)
                .flatMap(Optional::stream)
                .filter(outcome -> Objects.equals(outcome.word(), word))
                .count();
    }

    /// How many steps the plan has that are not so already.
    public long toRun() {
        return steps.values().stream()
                .filter(state -> !(state.step().action() instanceof Action.Unchanged))
                .count();
    }
}
