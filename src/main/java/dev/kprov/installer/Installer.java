package dev.kprov.installer;

import dev.kprov.inventory.Inventory;
import dev.kprov.observe.Probe;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns intent into a plan. Pure: reads nothing, runs nothing, so every plan can be a golden file.
public interface Installer {
    /// The word in a profile, e.g. `kubeadm`.
    String name();

    /// Every reason why this profile and inventory cannot work with this installer; nothing has been observed yet.
    List<Problem> reject(Profile profile, Inventory inventory);

    /// What has to be known of the hosts.
    Probe probe(Profile profile, Inventory inventory);

    /// Files and URLs to read on this machine before planning.
    Set<String> documents(Profile profile);

    /// Every reason why these hosts, as they are, cannot become this cluster.
    List<Problem> refuse(Intent intent);

    /// What is likely to go wrong on these hosts, though nothing speaks against trying.
    default List<Remark> remarks(Intent intent) {
        return List.of();
    }

    Plan up(Intent intent);

    /// @param purge whether packages go too
    Plan down(Intent intent, boolean purge);

    /// Takes the workers of the inventory out of a cluster that goes on without them.
    Plan leave(Intent intent, boolean purge);

    /// What to look at on a host where a step failed; its output goes into the run's folder.
    Optional<Script> diagnostics(Profile profile);

    /// The reason of a failure in the user's words, when the output of the step or of the diagnostics tells it.
    Optional<Problem> explain(Step step, String output, String diagnostics);
}
