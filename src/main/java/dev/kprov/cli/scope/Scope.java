package dev.kprov.cli.scope;

import dev.kprov.inventory.Inventory;
import dev.kprov.observe.Facts;
import dev.kprov.plan.StepId;
import dev.kprov.policy.Containment;
import dev.kprov.policy.OnFailure;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The hosts that one run is about. It begins with those of the inventory; what fails on the way may be left out.
public final class Scope {
    private final Inventory inventory;
    private final Containment containment;

    public Scope(Inventory inventory, OnFailure policy) {
        this.inventory = inventory;
        this.containment = new Containment(policy, inventory);
    }

    /// Says which steps may begin after a failure.
    public Containment containment() {
        return containment;
    }

    /// The inventory, about no host that has been left out so far.
    public Inventory inventory() {
        return inventory.without(containment.leftOut());
    }

    /// Leaves out the hosts that could not be looked at, where the policy allows it; throws a `KprovException` with
    /// all problems otherwise.
    ///
    /// @return the problems that are tolerated; each names its host
    public List<Problem> leaveOutSilent(Facts facts) {
        Set<String> silent = facts.problems().stream().map(Problem::where).collect(Collectors.toSet());
        if (!silent.isEmpty() && !containment.leaveOut(silent)) {
            throw new KprovException(facts.problems(), null);
        }
        return facts.problems();
    }

    /// The names of the hosts that were left out because of a failure, sorted.
    public Set<String> leftOut() {
        return new TreeSet<>(containment.leftOut());
    }

    /// Whether everything ended well, but for hosts that were left out and what only concerns them.
    public boolean contained(Map<StepId, Outcome> outcomes) {
        return outcomes.entrySet().stream().allMatch(entry -> contained(entry.getKey(), entry.getValue()));
    }

    private boolean contained(StepId step, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Changed changed -> true;
            case Outcome.Unchanged unchanged -> true;
            case Outcome.Failed failed -> leftOut().contains(step.host());
            case Outcome.Skipped(StepId because) -> leftOut().contains(because.host());
            case Outcome.Interrupted interrupted -> false;
        };
    }
}
