package dev.kprov.policy;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps the failures of one run within the bounds of its policy: says which steps may still begin, and which hosts
/// the run goes on without. For many threads at once.
public final class Containment {
    private final OnFailure policy;
    private final Set<String> workers;
    private final Map<String, Optional<StepId>> leftOut = new LinkedHashMap<>();
    private Optional<StepId> first = Optional.empty();

    public Containment(OnFailure policy, Inventory inventory) {
        this.policy = policy;
        this.workers = inventory.hosts().stream()
                .filter(host -> !host.is(Role.CONTROL_PLANE))
                .map(Host::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Leaves out hosts that cannot be reached, all of them or none.
    ///
    /// @return whether the policy allows it
    public synchronized boolean leaveOut(Set<String> hosts) {
        if (!workers.containsAll(hosts) || hosts.size() > bearable()) {
            return false;
        }
        hosts.stream().sorted().forEach(host -> leftOut.put(host, Optional.empty()));
        return true;
    }

    /// A step has failed.
    ///
    /// @return whether its host is left out from now on; a bug in kprov is no fault of a host
    public synchronized boolean failed(StepId step, Problem problem) {
        first = first.or(() -> Optional.of(step));
        if (problem.exitCode() == ExitCode.BUG
                || !workers.contains(step.host())
                || leftOut.containsKey(step.host())
                || bearable() == 0) {
            return false;
        }
        leftOut.put(step.host(), Optional.of(step));
        return true;
    }

    /// The failed step because of which this one must not begin, though it does not depend on it.
    public synchronized Optional<StepId> obstacle(StepId step) {
        return policy instanceof OnFailure.Stop ? first : leftOut.getOrDefault(step.host(), Optional.empty());
    }

    /// The hosts that the run goes on without.
    public synchronized Set<String> leftOut() {
        return Set.copyOf(leftOut.keySet());
    }

    private int bearable() {
        return policy instanceof OnFailure.Tolerate(int most) ? most - leftOut.size() : 0;
    }
}
