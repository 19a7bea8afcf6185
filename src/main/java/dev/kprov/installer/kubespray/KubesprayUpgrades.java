package dev.kprov.installer.kubespray;

import dev.kprov.installer.Intent;
import dev.kprov.installer.Upgrades;
import dev.kprov.installer.VersionStep;
import dev.kprov.inventory.Inventory;
import dev.kprov.plan.Plan;
import dev.kprov.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// kubespray's own playbook for it, with nothing else changed along the way.
record KubesprayUpgrades() implements Upgrades {
    @Override
    public List<Problem> refuse(Intent intent) {
        KubesprayState state = KubesprayState.parse(intent.facts().state());
        List<Problem> problems = new ArrayList<>(KubesprayRefusals.unready(intent, state));
        if (!problems.isEmpty()) {
            return problems;
        }
        Optional<Made> found = state.made().map(Made::parse);
        if (found.isEmpty()) {
            return List.of(Problem.invalid(
                    intent.profile().source().at("kubespray"),
                    "there is no cluster " + intent.inventory().cluster() + " to upgrade",
                    "kprov has not made it from here, or not to its end",
                    "make it: kprov up; or go to the folder .kprov of where it was made"));
        }
        Made made = found.get();
        tooFar(intent, made).ifPresent(problems::add);
        List<String> lasting = made.differences(intent.profile(), Made.LASTING);
        if (!lasting.isEmpty()) {
            problems.add(KubesprayRefusals.different(
                    intent, lasting, "undo the difference: an upgrade changes versions and settings only"));
        }
        others(intent, made).ifPresent(problems::add);
        return problems;
    }

    private static Optional<Problem> tooFar(Intent intent, Made made) {
        String from = String.valueOf(made.variables().get(Made.VERSION));
        return new VersionStep(from, intent.profile().kubernetesVersion())
                .obstacle()
                .map(why -> Problem.invalid(
                        intent.profile().source().at("kubernetes.version"),
                        "cluster " + intent.inventory().cluster() + " cannot be upgraded so",
                        why,
                        "write a version that can be reached from " + from));
    }

    /// Who comes and goes is another matter.
    private static Optional<Problem> others(Intent intent, Made made) {
        Inventory hosts = intent.inventory().withoutController();
        List<String> names =
                hosts.hosts().stream().map(host -> host.name()).sorted().toList();
        List<String> there = made.hosts().keySet().stream().sorted().toList();
        return names.equals(there)
                ? Optional.empty()
                : Optional.of(Problem.invalid(
                        intent.inventory().at(names.getFirst(), ""),
                        "the cluster has other hosts than the inventory",
                        "it has " + String.join(", ", there),
                        "let the inventory have just these; afterwards add others with kprov up, or take some out with"
                                + " kprov node remove"));
    }

    @Override
    public Plan plan(Intent intent) {
        return new KubesprayPlans(intent).upgrade();
    }
}
