package dev.kprov.cli.line;

import dev.kprov.cli.parts.Wanted;
import dev.kprov.inventory.Role;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.run.Outcome;
import java.util.EnumSet;
import java.util.Map;

/// Whether there is anybody to ask about the cluster after steps failed.
record ApiServer(Wanted wanted) {
    /// It answers only where everything that its own hosts need has succeeded.
    boolean canBeExpected(Plan plan, Map<StepId, Outcome> outcomes) {
        EnumSet<Stage> needed = EnumSet.of(Stage.PREPARE, Stage.SCRIPTS, Stage.CONTROL_PLANE, Stage.KUBECONFIG);
        return plan.steps().stream()
                .filter(step -> needed.contains(step.stage()) && onControlPlane(step))
                .allMatch(step -> {
                    Outcome outcome = outcomes.get(step.id());
                    return outcome != null && outcome.succeeded();
                });
    }

    private boolean onControlPlane(Step step) {
        return wanted.inventory()
                .host(step.host())
                .map(host -> host.is(Role.CONTROL_PLANE) || host.isController())
                .orElse(false);
    }
}
