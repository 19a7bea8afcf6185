package dev.kprov.installer.kind;

import dev.kprov.inventory.Host;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plans of one step: to remove a cluster, to remove those that were left behind, to collect logs.
record KindChores(Profile profile, String cluster) {
    Plan down(KindState state) {
        Action action = state.absent() && !state.ours()
                ? new Action.Unchanged("there is no cluster " + cluster)
                : run(
                        "remove",
                        Map.of(),
                        state.absent()
                                ? List.of("the mark of cluster " + cluster)
                                : state.nodes().stream()
                                        .map(node -> "container " + node.name() + " and its volumes")
                                        .toList());
        return plan("down", "remove-cluster", Stage.REMOVE, "Remove the cluster", action);
    }

    Plan logs() {
        Action action = run(
                "logs",
                Map.of("RUN_FOLDER", Value.Folder.RUN),
                List.of("what the nodes logged, in the run's folder below kind"));
        return plan("logs", "export-logs", Stage.ADDONS, "Export the nodes' logs", action);
    }

    /// Empty when the profile gives all its clusters one name.
    Optional<Plan> tidy(Duration age) {
        return profile.clusterName()
                .filter(pattern -> profile.namesByRun())
                .map(pattern -> run(
                        "tidy",
                        Map.of(
                                "PATTERN", Value.of(pattern),
                                "SECONDS_OLD", Value.of(String.valueOf(age.toSeconds()))),
                        List.of("clusters " + pattern + " that are older than " + age.toMinutes() + " min")))
                .map(action -> plan("tidy", "remove-stale", Stage.REMOVE, "Remove stale clusters", action));
    }

    private Action run(String script, Map<String, Value> further, List<String> changes) {
        Provider provider = KindSettings.of(profile).provider();
        return new Action.Run(
                KindScripts.script(script, KindScripts.parameters(provider, cluster, further), Map.of()), changes);
    }

    private Plan plan(String verb, String name, Stage stage, String title, Action action) {
        Step step = new Step(
                new StepId(Host.CONTROLLER, name),
                stage,
                title + " on " + Host.CONTROLLER,
                Set.of(),
                action,
                profile.timeouts().step());
        return new Plan(verb, KindInstaller.NAME, cluster, List.of(step));
    }
}
