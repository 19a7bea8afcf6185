package dev.kprov.cli.scope;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.observe.Facts;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.policy.Containment;
import dev.kprov.policy.OnFailure;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.run.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The hosts that one run is about. It begins with those of the inventory, or those that the run is limited to; what
/// fails on the way may be left out.
public final class Scope {
    private final Inventory all;
    private final Set<String> outside;
    private final Inventory narrow;
    private final Containment containment;
    private Set<String> members = Set.of();
    private Set<String> gone = Set.of();

    /// Throws a `KprovException` when the limit names what is not there.
    public Scope(Inventory all, OnFailure policy, Optional<Limit> limit) {
        this.all = all;
        this.outside =
                all.withoutController().hosts().stream().map(Host::name).collect(Collectors.toCollection(TreeSet::new));
        outside.removeAll(limit.map(some -> some.hosts(all)).orElse(outside));
        this.narrow = narrowed(all, outside);
        this.containment = new Containment(policy, narrow);
    }

    /// A control plane outside of the limit stays, since every join needs it, but without wishes of its own.
    private static Inventory narrowed(Inventory all, Set<String> outside) {
        List<Host> hosts = all.all().stream()
                .map(host -> outside.contains(host.name()) ? host.unmarked() : host)
                .toList();
        Set<String> workers =
                outside.stream().filter(name -> !isControlPlane(all, name)).collect(Collectors.toSet());
        return new Inventory(all.cluster(), hosts, all.leftOut(), all.source()).without(workers);
    }

    /// Says which steps may begin after a failure.
    public Containment containment() {
        return containment;
    }

    /// Nothing is asked of the hosts that leave: they are gone for good.
    public void giveUpLeaving() {
        gone = leaving();
    }

    /// Nothing is asked of these.
    public Set<String> gone() {
        return gone;
    }

    /// The hosts to plan for.
    public Inventory inventory() {
        return narrow.without(containment.leftOut());
    }

    /// The hosts to look at.
    public Inventory reachable() {
        return inventory().without(gone);
    }

    /// The hosts that are to be nodes in the end: those of the run, and those that were nodes before it.
    public Inventory meant() {
        return all.without(containment.leftOut()).without(notYet());
    }

    /// The hosts that are to be nodes when those that leave are gone.
    public Inventory staying() {
        return meant().without(leaving());
    }

    /// The hosts outside of the limit that are no nodes yet, sorted.
    public Set<String> notYet() {
        return outside.stream()
                .filter(name -> !members.contains(name) && !isControlPlane(all, name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Leaves out the hosts that could not be looked at, where the policy allows it; throws a `KprovException` with
    /// all problems otherwise.
    ///
    /// @return the problems that are tolerated; each names its host
    public List<Problem> looked(Facts facts) {
        Set<String> silent = facts.problems().stream().map(Problem::where).collect(Collectors.toSet());
        if (!silent.isEmpty() && !containment.leaveOut(silent)) {
            throw new KprovException(facts.problems(), null);
        }
        members = facts.hosts().values().stream()
                .flatMap(host -> host.membership().stream())
                .flatMap(member -> member.cluster().stream())
                .flatMap(cluster -> cluster.nodes().keySet().stream())
                .collect(Collectors.toCollection(HashSet::new));
        return facts.problems();
    }

    /// The same plan, but on hosts outside of the limit it does only what the joins of the others need; throws a
    /// `KprovException` when these have no cluster to join.
    public Plan restricted(Plan plan) {
        List<Step> steps = plan.steps().stream().map(this::restricted).toList();
        return new Plan(plan.verb(), plan.installer(), plan.cluster(), steps);
    }

    private Step restricted(Step step) {
        if (!outside.contains(step.host()) || step.stage() == Stage.JOIN || !(step.action() instanceof Action.Run)) {
            return step;
        }
        if (step.stage() == Stage.CONTROL_PLANE) {
            throw new KprovException(new Problem(
                    ExitCode.INVALID,
                    step.host(),
                    "there is no cluster to join yet",
                    Limit.OPTION + " leaves out the control plane " + step.host() + ", and it is not running",
                    "name " + step.host() + " in " + Limit.OPTION + " too, or leave the option out"));
        }
        Action nothing = new Action.Unchanged("left alone: " + step.host() + " is not in " + Limit.OPTION);
        return new Step(step.id(), step.stage(), step.title(), step.after(), nothing, step.timeout());
    }

    /// The workers that are to leave a cluster that goes on; empty when the whole cluster is to go. Throws a
    /// `KprovException` when the cluster would lose its control plane only.
    public Set<String> leaving() {
        if (outside.isEmpty()) {
            return Set.of();
        }
        Set<String> leaving = all.withoutController().hosts().stream()
                .map(Host::name)
                .filter(name -> !outside.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        leaving.stream().filter(name -> isControlPlane(all, name)).findFirst().ifPresent(name -> {
            throw new KprovException(Problem.of(
                    ExitCode.USAGE,
                    Limit.OPTION + " names the control plane " + name + ", but not all hosts",
                    "the cluster ends with it, and " + String.join(", ", outside) + " would be nodes of nothing",
                    "leave " + Limit.OPTION + " out to remove the whole cluster, or name workers only"));
        });
        return leaving;
    }

    /// The names of the hosts that were left out because of a failure, sorted.
    public Set<String> leftOut() {
        return new TreeSet<>(containment.leftOut());
    }

    /// Whether everything ended well, but for hosts that were left out and what only concerns them.
    public boolean contained(Map<StepId, Outcome> outcomes) {
        return outcomes.entrySet().stream()
                .allMatch(entry -> contained(entry.getKey(), Objects.requireNonNull(entry.getValue())));
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

    private static boolean isControlPlane(Inventory inventory, String name) {
        return inventory.host(name).filter(host -> host.is(Role.CONTROL_PLANE)).isPresent();
    }
}
