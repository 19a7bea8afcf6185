package dev.kprov.run;

import dev.kprov.inventory.Inventory;
import dev.kprov.plan.Plan;
import dev.kprov.plan.StepId;
import dev.kprov.shell.Shells;
import java.time.Clock;
import java.util.Map;

/// Runs a plan as a graph: a step starts as soon as what it depends on has succeeded, on a virtual thread of its own.
public final class Runner {
    /// What a runner works with.
    ///
    /// @param parallel how many steps run at the same time at most
    public record Wiring(
            Shells shells,
            Inventory inventory,
            Diagnosis diagnosis,
            RunFolder folder,
            RunListener listener,
            Clock clock,
            int parallel) {}

    private final Wiring wiring;

    public Runner(Wiring wiring) {
        this.wiring = wiring;
    }

    /// How each step ended. When the calling thread is interrupted, running steps are ended on their hosts, their
    /// outcome is `Interrupted`, those not begun are `Skipped`, and the map is still returned (with the interrupt
    /// flag set).
    public Map<StepId, Outcome> run(Plan plan) {
        throw new UnsupportedOperationException("not written yet: " + wiring);
    }
}
