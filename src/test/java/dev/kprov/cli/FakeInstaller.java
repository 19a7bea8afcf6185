package dev.kprov.cli;

import dev.kprov.installer.Ground;
import dev.kprov.installer.Installer;
import dev.kprov.installer.Intent;
import dev.kprov.installer.Remark;
import dev.kprov.installer.Upgrades;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.observe.Probe;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Dialect;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plans a step for each host, and a join for each worker.
final class FakeInstaller implements Installer {
    List<Problem> rejected = List.of();
    List<Problem> refused = List.of();
    List<Remark> remarks = List.of();
    boolean purged;
    Ground ground = Ground.INVENTORY;
    /// What has to be typed before a removal.
    Optional<String> removalWord = Optional.empty();
    /// Whether the control plane is there already.
    boolean initialised;
    /// Whether it knows how to collect logs and to tidy up.
    boolean chores;

    boolean leaves = true;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Dialect dialect() {
        throw new AssertionError("no profile is read here");
    }

    @Override
    public Ground ground(Profile profile) {
        return ground;
    }

    @Override
    public List<Problem> reject(Profile profile, Inventory inventory) {
        return rejected;
    }

    @Override
    public Probe probe(Profile profile, Inventory inventory) {
        return new Probe(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), "1.36.4");
    }

    @Override
    public Set<String> documents(Profile profile) {
        return Set.of("https://example.org/manifest.yaml");
    }

    @Override
    public List<Problem> refuse(Intent intent) {
        return refused;
    }

    @Override
    public List<Remark> remarks(Intent intent) {
        return remarks;
    }

    @Override
    public Optional<String> removalWord(Profile profile, String cluster) {
        return removalWord.map(domain -> cluster + domain);
    }

    @Override
    public Plan up(Intent intent) {
        List<Step> steps = new ArrayList<>();
        for (Host host : intent.inventory().hosts()) {
            steps.add(step(host.name(), "prepare", Stage.PREPARE, Set.of()));
        }
        String first = intent.inventory().hosts(Role.CONTROL_PLANE).getFirst().name();
        Step init = step(first, "init", Stage.CONTROL_PLANE, Set.of(new StepId(first, "prepare")));
        steps.add(
                initialised
                        ? new Step(
                                init.id(),
                                init.stage(),
                                init.title(),
                                init.after(),
                                new Action.Unchanged("it is there"),
                                init.timeout())
                        : init);
        for (Host host : intent.inventory().hosts(Role.WORKER)) {
            steps.add(step(
                    host.name(),
                    "join",
                    Stage.JOIN,
                    Set.of(new StepId(host.name(), "prepare"), new StepId(first, "init"))));
        }
        return new Plan("up", name(), intent.inventory().cluster(), steps);
    }

    @Override
    public Plan down(Intent intent, boolean purge) {
        purged = purge;
        List<Step> steps = intent.inventory().hosts().stream()
                .map(host -> step(host.name(), "remove", Stage.REMOVE, Set.of()))
                .toList();
        return new Plan("down", name(), intent.inventory().cluster(), steps);
    }

    @Override
    public Optional<Plan> leave(Intent intent, boolean purge) {
        List<Step> steps = intent.inventory().hosts(Role.WORKER).stream()
                .map(host -> step(host.name(), "leave", Stage.REMOVE, Set.of()))
                .toList();
        return leaves ? Optional.of(new Plan("down", name(), intent.inventory().cluster(), steps)) : Optional.empty();
    }

    @Override
    public Optional<Upgrades> upgrades() {
        Upgrades upgrades = new Upgrades() {
            @Override
            public List<Problem> refuse(Intent intent) {
                return refused;
            }

            @Override
            public Plan plan(Intent intent) {
                List<Step> steps = intent.inventory().hosts().stream()
                        .map(host -> step(host.name(), "upgrade", Stage.CONTROL_PLANE, Set.of()))
                        .toList();
                return new Plan("upgrade", name(), intent.inventory().cluster(), steps);
            }
        };
        return Optional.of(upgrades).filter(any -> leaves);
    }

    @Override
    public Optional<Plan> logs(Intent intent) {
        return chore("logs", intent.inventory().cluster());
    }

    @Override
    public Optional<Plan> tidy(Profile profile, String cluster, Duration age) {
        return chore("tidy", cluster);
    }

    private Optional<Plan> chore(String name, String cluster) {
        Step step = step("cp-1", name, Stage.REMOVE, Set.of());
        return Optional.of(new Plan(name, name(), cluster, List.of(step))).filter(plan -> chores);
    }

    @Override
    public Optional<Script> diagnostics(Profile profile) {
        return Optional.empty();
    }

    @Override
    public List<Problem> explain(Step step, String output, String diagnostics) {
        return List.of();
    }

    private static Step step(String host, String name, Stage stage, Set<StepId> after) {
        Script script = new Script(name, "true", Map.of(), Map.of(), Set.of());
        return new Step(
                new StepId(host, name),
                stage,
                name + " on " + host,
                after,
                new Action.Run(script, List.of("something")),
                Duration.ofMinutes(1));
    }
}
