package dev.kprov.installer;

import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.SecretRef;
import dev.kprov.observe.Probe;
import dev.kprov.observe.Tool;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Dialect;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Speech;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns intent into a plan. Pure: reads nothing, runs nothing, so every plan can be a golden file.
public interface Installer {
    /// The word in a profile, e.g. `kubeadm`.
    String name();

    /// How profiles for it are written.
    Dialect dialect();

    /// Where its steps run, and what its clusters are made of.
    default Ground ground(Profile profile) {
        return Ground.INVENTORY;
    }

    /// All programs of this machine that it may use, for `kprov doctor`.
    default List<Tool> tools() {
        return List.of();
    }

    /// The programs of this machine that this profile needs. They are looked for before anything starts.
    default List<Tool> tools(Profile profile) {
        return List.of();
    }

    /// The profile as an inventory completes it, where one is given to an installer that needs none.
    default Profile completed(Profile profile, Inventory inventory) {
        return profile;
    }

    /// The nodes that the cluster is to have and how each is reached, for the verification.
    ///
    /// @param hosts those that its steps run on
    default Inventory nodes(Profile profile, Inventory hosts) {
        return hosts;
    }

    /// Prints what is to be known of its cluster; run on this machine as the user where steps run here, else on the
    /// first control plane as root.
    ///
    /// @param intent its facts are what the hosts told
    default Optional<Script> look(Intent intent) {
        return Optional.empty();
    }

    /// As `look`, before a removal: what is only needed to make a cluster need not be asked for then.
    default Optional<Script> lookToRemove(Intent intent) {
        return look(intent);
    }

    /// How long such a look may take.
    default Duration lookLimit(Profile profile) {
        return Duration.ofSeconds(60);
    }

    /// What has to be typed before its cluster is removed, where a plain yes is too little for what is lost.
    default Optional<String> removalWord(Profile profile, String cluster) {
        return Optional.empty();
    }

    /// Every reason why this profile and inventory cannot work with this installer; nothing has been observed yet.
    List<Problem> reject(Profile profile, Inventory inventory);

    /// What has to be known of the hosts; the controller is none of them.
    default Probe probe(Profile profile, Inventory inventory) {
        return Probe.NOTHING;
    }

    /// The secrets that profile and inventory refer to and that its steps need, by the names that their values have
    /// in the intent's credentials.
    default Map<String, SecretRef> secrets(Profile profile, Inventory inventory) {
        return Map.of();
    }

    /// Files and URLs to read on this machine before planning to make a cluster.
    Set<String> documents(Profile profile);

    /// Files of this machine that belong to the profile, and without which nothing can be planned, not even a
    /// removal.
    default Set<String> files(Profile profile) {
        return Set.of();
    }

    /// Every reason why these hosts, as they are, cannot become this cluster.
    List<Problem> refuse(Intent intent);

    /// Every reason why what is there must not be removed.
    default List<Problem> spare(Intent intent) {
        return List.of();
    }

    /// What is likely to go wrong on these hosts, though nothing speaks against trying.
    default List<Remark> remarks(Intent intent) {
        return List.of();
    }

    Plan up(Intent intent);

    /// @param purge whether packages go too
    Plan down(Intent intent, boolean purge);

    /// Takes the workers of the inventory out of a cluster that goes on without them; empty where it cannot. Of
    /// workers that are gone for good there are no facts.
    default Optional<Plan> leave(Intent intent, boolean purge) {
        return Optional.empty();
    }

    /// How it upgrades a cluster that is there; empty where it cannot.
    default Optional<Upgrades> upgrades() {
        return Optional.empty();
    }

    /// Collects what the nodes of a cluster logged into the run's folder; empty where it knows no way to.
    ///
    /// @param intent nothing of hosts or clusters is known
    default Optional<Plan> logs(Intent intent) {
        return Optional.empty();
    }

    /// Removes what runs of this profile left behind that each had a cluster of its own; empty where none have.
    ///
    /// @param age how old such a cluster must be
    default Optional<Plan> tidy(Profile profile, String cluster, Duration age) {
        return Optional.empty();
    }

    /// Understands what a step prints, where its program speaks to other programs.
    default Speech speech(Step step) {
        return Speech.PLAIN;
    }

    /// What to look at on a host where a step failed; its output goes into the run's folder.
    Optional<Script> diagnostics(Profile profile);

    /// The reasons of a failure in the user's words, when the output of the step or of the diagnostics tells them:
    /// more than one where the step worked on several hosts.
    List<Problem> explain(Step step, String output, String diagnostics);
}
