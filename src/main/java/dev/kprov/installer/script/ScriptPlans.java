package dev.kprov.installer.script;

import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A profile's scripts as steps. A piece begins when the one before it has ended on all of its hosts.
final class ScriptPlans {
    private final Inventory inventory;
    private final Profile profile;
    private final ScriptSettings settings;
    private final ScriptState state;
    private final ScriptMaker scripts;
    private final List<Step> steps = new ArrayList<>();
    private Set<StepId> before = Set.of();

    ScriptPlans(Intent intent) {
        this.inventory = intent.inventory();
        this.profile = intent.profile();
        this.settings = ScriptSettings.of(profile);
        this.state = ScriptState.parse(intent.facts().state());
        this.scripts = new ScriptMaker(intent);
    }

    Plan up() {
        if (!state.begun() && !settings.up().isEmpty()) {
            Action note = run(scripts.begin(), List.of("kprov's note that it makes the cluster"));
            single("note-begin", Stage.PREPARE, "Note the beginning", note);
        }
        List<String> captured = new ArrayList<>();
        for (Piece piece : settings.up()) {
            add(piece, Stage.SCRIPTS, state.ready(), captured);
            captured.addAll(piece.captures());
        }
        kubeconfig();
        return plan("up");
    }

    Plan down() {
        List<String> captured = new ArrayList<>();
        for (Piece piece : settings.down()) {
            add(piece, Stage.REMOVE, false, captured);
            captured.addAll(piece.captures());
        }
        Action forget = state.begun()
                ? run(scripts.forget(), List.of("kprov's note that it made the cluster"))
                : new Action.Unchanged("kprov has not made a cluster " + inventory.cluster() + " here");
        if (!state.begun()) {
            steps.clear();
            before = Set.of();
        }
        single("forget", Stage.REMOVE, "Forget the cluster", forget);
        return plan("down");
    }

    Plan logs(String text) {
        single(
                "collect-logs",
                Stage.SCRIPTS,
                "Collect logs",
                run(scripts.logs(text), List.of("logs, printed or copied")));
        return plan("logs");
    }

    private void add(Piece piece, Stage stage, boolean there, List<String> captured) {
        Set<StepId> these = new HashSet<>();
        Set<StepId> after = before;
        for (Host host : settings.here() ? inventory.hosts() : piece.on().of(inventory)) {
            StepId id = new StepId(host.name(), piece.name());
            Action action = there
                    ? new Action.Unchanged("the profile's status says that the cluster is there")
                    : run(scripts.piece(piece, host, captured), piece.changes());
            steps.add(step(
                    id, stage, piece.title(), after, action, piece.timeout().orElse(usual())));
            these.add(id);
            after = piece.oneByOne() ? Set.of(id) : after;
        }
        // A piece without hosts is no link of the chain.
        before = these.isEmpty() ? before : these;
    }

    private void kubeconfig() {
        List<String> captured = settings.up().stream()
                .flatMap(piece -> piece.captures().stream())
                .toList();
        settings.kubeconfig().ifPresent(source -> {
            Action make = run(
                    scripts.kubeconfig(source, state.ready() ? List.of() : captured),
                    List.of("the kubeconfig, where it differs"));
            single("make-kubeconfig", settings.here() ? Stage.KUBECONFIG : Stage.SCRIPTS, "Make the kubeconfig", make);
            if (!settings.here()) {
                Action fetch = new Action.Fetch(ScriptMaker.KUBECONFIG, "kubeconfig");
                single("fetch-kubeconfig", Stage.KUBECONFIG, "Fetch the kubeconfig", fetch);
            }
        });
    }

    /// On the controller, or on the first control plane.
    private void single(String name, Stage stage, String title, Action action) {
        String host = scripts.keeper().name();
        StepId id = new StepId(host, name);
        steps.add(step(id, stage, title, before, action, usual()));
        before = Set.of(id);
    }

    private Duration usual() {
        return profile.timeouts().step();
    }

    private static Action run(Script script, List<String> changes) {
        return new Action.Run(script, changes);
    }

    private static Step step(StepId id, Stage stage, String title, Set<StepId> after, Action action, Duration timeout) {
        return new Step(id, stage, title + " on " + id.host(), after, action, timeout);
    }

    private Plan plan(String verb) {
        return new Plan(verb, ScriptInstaller.NAME, inventory.cluster(), steps);
    }
}
