package dev.kprov.installer.kubespray;

import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// kubespray's playbooks as steps of this machine, each after the one before it.
final class KubesprayPlans {
    static final String KUBELET_CONFIG = "/var/lib/kubelet/config.yaml";
    static final String ADMIN_CONF = "/etc/kubernetes/admin.conf";
    /// A playbook is one step, and takes some twenty minutes on hosts that are slow to download.
    private static final Duration LEAST = Duration.ofMinutes(90);

    private final Intent intent;
    private final Profile profile;
    private final Inventory hosts;
    private final KubesprayState state;
    private final KubesprayScripts scripts;
    private final KubesprayVariables variables;
    private final KubespraySettings.Playbooks playbooks;
    private final List<Step> steps = new ArrayList<>();

    KubesprayPlans(Intent intent) {
        this.intent = intent;
        this.profile = intent.profile();
        this.hosts = intent.inventory().withoutController();
        this.state = KubesprayState.parse(intent.facts().state());
        this.scripts = new KubesprayScripts(profile, intent.inventory(), intent.credentials());
        this.variables = KubesprayVariables.of(profile);
        this.playbooks = KubespraySettings.of(profile).playbooks();
    }

    Plan up() {
        Made wanted = Made.wanted(state.word("version").orElse(""), profile, hosts);
        Optional<Made> made = state.made().map(Made::parse);
        Made all = made.map(before -> before.with(wanted)).orElse(wanted);
        List<String> added = made.map(wanted::newSince).orElse(List.of());
        if (made.filter(all::equals).isPresent()) {
            step("play-cluster", Stage.CONTROL_PLANE, "Create the cluster", unchanged());
        } else {
            environment();
            if (half()) {
                String reset = variables.forReset();
                Action clear = run(playbooks.reset(), "", reset, "", List.of("what a failed kubeadm init left"));
                step("reset-leftovers", Stage.PREPARE, "Remove what a run that was cut off left", clear);
            }
            play(all, made, added);
        }
        return fetched("up");
    }

    Plan upgrade() {
        Made wanted = Made.wanted(version(), profile, hosts);
        Optional<Made> made = state.made().map(Made::parse);
        if (made.filter(wanted::equals).isPresent()) {
            step("play-upgrade", Stage.CONTROL_PLANE, "Upgrade the cluster", unchanged());
        } else {
            environment();
            List<String> changes = new ArrayList<>();
            changes.add("play " + playbooks.upgrade() + " of kubespray " + version() + " on "
                    + hosts.hosts().size() + " hosts, node after node");
            made.map(before -> before.differences(wanted)).ifPresent(changes::addAll);
            Action upgrade = run(playbooks.upgrade(), "", variables.complete(), wanted.text(), changes);
            step("play-upgrade", Stage.CONTROL_PLANE, "Upgrade the cluster", upgrade);
        }
        return fetched("upgrade");
    }

    private Plan fetched(String verb) {
        Host first = hosts.hosts(Role.CONTROL_PLANE).getFirst();
        Action fetch = new Action.Fetch(ADMIN_CONF, "kubeconfig");
        step(first.name(), "fetch-kubeconfig", Stage.KUBECONFIG, "Fetch the kubeconfig", fetch);
        return plan(verb);
    }

    private void play(Made all, Optional<Made> made, List<String> added) {
        boolean workersOnly = made.isPresent()
                && !added.isEmpty()
                && all.without(added).equals(made.get())
                && added.stream().allMatch(name -> !isControlPlane(name));
        if (workersOnly) {
            String limit = String.join(",", added);
            // Ansible has to know of the other hosts what only they can tell.
            Action scale = run(
                    playbooks.facts() + " " + playbooks.scale(),
                    limit,
                    variables.complete(),
                    all.text(),
                    List.of("play " + playbooks.scale() + " of kubespray " + version() + " on " + limit));
            step("play-scale", Stage.JOIN, "Add workers " + limit, scale);
            return;
        }
        List<String> changes = new ArrayList<>();
        changes.add("play " + playbooks.up() + " of kubespray " + version() + " on "
                + hosts.hosts().size() + " hosts");
        variables.cluster().forEach((name, value) -> changes.add(name + ": " + value));
        Action cluster = run(playbooks.up(), "", variables.complete(), all.text(), changes);
        step(
                "play-cluster",
                Stage.CONTROL_PLANE,
                made.isPresent() ? "Change the cluster" : "Create the cluster",
                cluster);
    }

    Plan down() {
        boolean something = state.word("begun").isPresent() || state.made().isPresent();
        if (something) {
            environment();
        }
        List<String> names = hosts.hosts().stream().map(Host::name).toList();
        Action reset = something
                ? run(
                        playbooks.reset(),
                        "",
                        variables.forReset(),
                        "",
                        List.of(
                                "play " + playbooks.reset() + " of kubespray " + version() + " on "
                                        + String.join(", ", names),
                                "Kubernetes, etcd and the container runtime with all their data; the firewall's rules and the"
                                        + " network stay unless the profile's variables say otherwise"))
                : new Action.Unchanged("kprov has not made a cluster " + hosts.cluster() + " here");
        step("play-reset", Stage.REMOVE, "Remove the cluster", reset);
        return plan("down");
    }

    /// Of hosts that are gone there are no facts, and nothing is asked of them.
    Plan leave() {
        List<String> all = new ArrayList<>();
        for (boolean gone : List.of(false, true)) {
            List<String> names = hosts.hosts().stream()
                    .map(Host::name)
                    .filter(name -> !isControlPlane(name))
                    .filter(name -> gone != intent.facts().hosts().containsKey(name))
                    .toList();
            all.addAll(names);
            if (!names.isEmpty()) {
                if (steps.isEmpty()) {
                    environment();
                }
                Made rest = state.made()
                        .map(Made::parse)
                        .orElseGet(() -> Made.wanted(version(), profile, hosts))
                        .without(all);
                String some = String.join(",", names);
                Action remove = run(
                        playbooks.remove(),
                        some,
                        variables.forRemoval(names, gone),
                        rest.text(),
                        List.of("play " + playbooks.remove() + " of kubespray " + version() + " for " + some));
                step(gone ? "forget-nodes" : "remove-nodes", Stage.REMOVE, "Remove nodes " + some, remove);
            }
        }
        return plan("down");
    }

    private void environment() {
        if (KubespraySettings.of(profile).ansible().isEmpty()) {
            Action make = state.word("ansible").isPresent()
                    ? new Action.Unchanged("Ansible " + state.word("ansible").orElse("") + " is there")
                    : new Action.Run(
                            scripts.environment(),
                            List.of(
                                    "an environment of Python with kubespray's requirements.txt, in your cache folder"));
            step("make-environment", Stage.PREPARE, "Install Ansible", make);
        }
    }

    /// kubespray takes a first control plane for initialised once its kubelet is configured.
    private boolean half() {
        String first = hosts.hosts(Role.CONTROL_PLANE).getFirst().name();
        if (!intent.facts().hosts().containsKey(first)) {
            return false;
        }
        Set<String> there = intent.facts().of(first).files().hashes().keySet();
        return there.contains(KUBELET_CONFIG) && !there.contains(ADMIN_CONF);
    }

    private Action unchanged() {
        return new Action.Unchanged("kubespray " + version() + " has made it as the profile wants it");
    }

    private String version() {
        return state.word("version").orElse("");
    }

    private boolean isControlPlane(String name) {
        return hosts.host(name).filter(host -> host.is(Role.CONTROL_PLANE)).isPresent();
    }

    private Action run(String playbooks, String limit, String with, String made, List<String> changes) {
        return new Action.Run(scripts.play(playbooks, limit, with, made), changes);
    }

    private void step(String name, Stage stage, String title, Action action) {
        step(Host.CONTROLLER, name, stage, title, action);
    }

    private void step(String host, String name, Stage stage, String title, Action action) {
        Set<StepId> after = steps.isEmpty() ? Set.of() : Set.of(steps.getLast().id());
        Duration limit = profile.timeouts().step();
        Duration timeout = name.startsWith("play") && limit.compareTo(LEAST) < 0 ? LEAST : limit;
        steps.add(new Step(new StepId(host, name), stage, title + " on " + host, after, action, timeout));
    }

    private Plan plan(String verb) {
        return new Plan(verb, KubesprayInstaller.NAME, hosts.cluster(), steps);
    }
}
