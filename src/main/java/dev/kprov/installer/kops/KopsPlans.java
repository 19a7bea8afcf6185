package dev.kprov.installer.kops;

import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.shell.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A cluster of kops's as a list of steps, each after the one before it.
final class KopsPlans {
    /// How long kops waits for what it deletes to be gone.
    static final Duration REMOVAL = Duration.ofMinutes(15);

    /// A machine takes some five minutes, and a cluster may have many.
    private static final Duration UPGRADE = Duration.ofHours(6);

    /// kops looks at its limits between two tries only.
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Intent intent;
    private final Wish wish;
    private final KopsSettings settings;
    private final KopsState state;
    private final KopsScripts scripts;
    private final List<Step> steps = new ArrayList<>();

    KopsPlans(Intent intent) {
        this.intent = intent;
        this.wish = new Wish(intent);
        this.settings = wish.settings();
        this.state = wish.state();
        this.scripts = new KopsScripts(intent.profile(), intent.inventory());
    }

    Plan up() {
        List<String> differences = wish.differences();
        boolean same =
                !state.absent() && differences.isEmpty() && state.applied().isPresent();
        manifests(differences, same);
        cloud(same);
        credentials(same && state.kubeconfig());
        validation();
        return new Plan("up", KopsInstaller.NAME, intent.inventory().cluster(), steps);
    }

    private void credentials(boolean good) {
        step(
                "save-kubeconfig",
                Stage.KUBECONFIG,
                "Save the kubeconfig",
                good
                        ? new Action.Unchanged("its credentials are good for a while yet")
                        : run(
                                scripts.kubeconfigScript(),
                                "a kubeconfig of an administrator, for " + told(settings.adminTtl())));
    }

    private void validation() {
        // After the kubeconfig, so that the cluster is watched meanwhile.
        step(
                KopsFailures.VALIDATE,
                Stage.JOIN,
                "Wait until kops finds the cluster valid",
                new Action.Run(
                        scripts.validate(),
                        List.of("nothing: kops validate cluster is asked, for at most "
                                + told(settings.validation().timeout())),
                        true),
                settings.validation().timeout().plus(MARGIN));
    }

    Plan upgrade() {
        List<String> differences = wish.differences();
        manifests(differences, differences.isEmpty() && state.applied().isPresent());
        String from = wish.stored().map(Manifests::kubernetesVersion).orElse("");
        String to = wish.wanted().kubernetesVersion();
        step(
                KopsFailures.UPGRADE,
                Stage.CONTROL_PLANE,
                "Make the cloud's part and its machines anew, the control plane first",
                new Action.Run(
                        scripts.upgrade(),
                        List.of(
                                from.equals(to)
                                        ? "machines that are not as the manifests want them"
                                        : "Kubernetes " + from + " to " + to + ", one machine after the other",
                                "an instance is drained before it is deleted; kops validates the cluster after each")),
                UPGRADE);
        credentials(false);
        validation();
        return new Plan("upgrade", KopsInstaller.NAME, intent.inventory().cluster(), steps);
    }

    private void manifests(List<String> differences, boolean same) {
        List<String> changes = new ArrayList<>();
        if (state.absent()) {
            changes.addAll(wish.wanted().told());
        } else {
            changes.addAll(differences);
        }
        if (changes.isEmpty()) {
            changes.add("what was put there from elsewhere");
        }
        step(
                "put-manifests",
                Stage.PREPARE,
                "Put the manifests into the state store",
                same
                        ? new Action.Unchanged("they are there as the profile wants them")
                        : new Action.Run(scripts.apply(wish.wanted(), wish.sshKey()), changes));
    }

    private void cloud(boolean same) {
        List<String> changes =
                new ArrayList<>(wish.preview().map(Preview::changes).orElse(List.of()));
        boolean needed = settings.terraform() || !same || !changes.isEmpty();
        if (state.absent()) {
            changes.add("all that cluster " + wish.name() + " has in the cloud");
        } else if (!same) {
            changes.add("what the new manifests ask for");
        } else if (changes.isEmpty()) {
            changes.add("what Terraform finds to be different");
        }
        step(
                "update-cloud",
                Stage.CONTROL_PLANE,
                settings.terraform() ? "Have Terraform make the cloud's part" : "Make the cloud's part",
                needed
                        ? new Action.Run(settings.terraform() ? scripts.terraform("up") : scripts.update(), changes)
                        : new Action.Unchanged("kops would change nothing"));
    }

    Plan down() {
        boolean gone = state.absent() && !state.begun();
        if (settings.terraform() && !state.absent()) {
            step(
                    "destroy-cloud",
                    Stage.REMOVE,
                    "Have Terraform destroy the cloud's part",
                    new Action.Run(scripts.terraform("down"), resources()));
        }
        List<String> changes = new ArrayList<>(settings.terraform() || state.absent() ? List.of() : resources());
        changes.add("cluster " + wish.name() + (state.absent() ? " here" : " in the state store"));
        step(
                "remove-cluster",
                Stage.REMOVE,
                "Remove the cluster",
                gone
                        ? new Action.Unchanged("there is no cluster " + wish.name())
                        : new Action.Run(scripts.remove(), changes),
                REMOVAL.plus(MARGIN));
        return new Plan("down", KopsInstaller.NAME, intent.inventory().cluster(), steps);
    }

    private List<String> resources() {
        return state.resources().isEmpty() ? List.of("whatever of it is in the cloud") : state.resources();
    }

    private static String told(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    private static Action run(Script script, String change) {
        return new Action.Run(script, List.of(change));
    }

    private void step(String name, Stage stage, String title, Action action) {
        step(name, stage, title, action, intent.profile().timeouts().step());
    }

    private void step(String name, Stage stage, String title, Action action, Duration timeout) {
        Set<StepId> after = steps.isEmpty() ? Set.of() : Set.of(steps.getLast().id());
        steps.add(new Step(
                new StepId(Host.CONTROLLER, name), stage, title + " on " + Host.CONTROLLER, after, action, timeout));
    }
}
