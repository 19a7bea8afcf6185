package dev.kprov.installer;

import dev.kprov.plan.Plan;
import dev.kprov.problem.Problem;
import java.util.List;

/// How an installer brings a cluster that is there to the profile's versions, while it goes on working.
public interface Upgrades {
    /// Every reason why this cluster, as it is, cannot be brought to this version.
    List<Problem> refuse(Intent intent);

    /// One that was cut off is gone on with.
    Plan plan(Intent intent);
}
