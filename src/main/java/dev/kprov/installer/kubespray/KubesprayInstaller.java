package dev.kprov.installer.kubespray;

import dev.kprov.installer.Ground;
import dev.kprov.installer.Installer;
import dev.kprov.installer.Intent;
import dev.kprov.installer.Upgrades;
import dev.kprov.installer.kubespray.ansible.AnsibleEvents;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.SecretRef;
import dev.kprov.observe.Probe;
import dev.kprov.observe.Tool;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Dialect;
import dev.kprov.profile.Dialect.Shared;
import dev.kprov.profile.Network;
import dev.kprov.profile.Network.Plugin;
import dev.kprov.profile.Profile;
import dev.kprov.shell.Script;
import dev.kprov.shell.Speech;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes clusters with kubespray: its playbooks are run here, and work on the hosts of the inventory over SSH.
public final class KubesprayInstaller implements Installer {
    static final String NAME = "kubespray";

    private static final Duration LOOK = Duration.ofMinutes(4);

    private static final Tool SSH = new Tool(
            "ssh",
            "installer: kubespray",
            "",
            List.of("sh", "-c", "ssh -V 2>&1"),
            "8.5",
            "apt-get install openssh-client, or the like",
            "see what ssh -V says");
    private static final Tool GIT = new Tool(
            "git",
            "kubespray.git",
            "",
            List.of("git", "--version"),
            "2.20",
            "apt-get install git, or the like",
            "see what git --version says");
    private static final Tool PYTHON = new Tool(
            "python3",
            "kubespray without kubespray.ansible",
            "",
            List.of("python3", "-c", "import ensurepip, venv, platform; print(platform.python_version())"),
            "3.10",
            "apt-get install python3 python3-venv, or the like",
            "its modules venv and ensurepip are needed: apt-get install python3-venv, or the like");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Dialect dialect() {
        return new Dialect(
                EnumSet.of(Shared.KUBERNETES, Shared.NETWORK, Shared.IMAGES),
                true,
                new Network("10.233.64.0/18", "10.233.0.0/18", "cluster.local", Plugin.CALICO, Optional.empty()),
                EnumSet.of(Plugin.CALICO, Plugin.FLANNEL, Plugin.CILIUM, Plugin.NONE),
                KubesprayBlock::read);
    }

    @Override
    public Ground ground(Profile profile) {
        return Ground.BOTH;
    }

    @Override
    public List<Tool> tools() {
        return List.of(SSH, GIT, PYTHON);
    }

    @Override
    public List<Tool> tools(Profile profile) {
        KubespraySettings settings = KubespraySettings.of(profile);
        List<Tool> tools = new ArrayList<>(List.of(SSH));
        if (settings.checkout()
                .filter(KubespraySettings.Checkout.Git.class::isInstance)
                .isPresent()) {
            tools.add(GIT);
        }
        if (settings.ansible().isEmpty()) {
            tools.add(PYTHON);
        }
        return tools;
    }

    @Override
    public Inventory nodes(Profile profile, Inventory hosts) {
        return hosts.withoutController();
    }

    @Override
    public Optional<Script> look(Intent intent) {
        return Optional.of(new KubesprayScripts(intent.profile(), intent.inventory(), intent.credentials()).look());
    }

    /// It may have to clone.
    @Override
    public Duration lookLimit(Profile profile) {
        return LOOK;
    }

    @Override
    public List<Problem> reject(Profile profile, Inventory inventory) {
        return KubesprayRefusals.rejects(profile, inventory);
    }

    @Override
    public Probe probe(Profile profile, Inventory inventory) {
        return new Probe(
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(KubesprayPlans.KUBELET_CONFIG, KubesprayPlans.ADMIN_CONF),
                Set.of(),
                "");
    }

    /// What becoming root takes on the hosts, since Ansible does it, and the variables that are secrets.
    @Override
    public Map<String, SecretRef> secrets(Profile profile, Inventory inventory) {
        Map<String, SecretRef> secrets = new LinkedHashMap<>();
        for (Host host : inventory.withoutController().hosts()) {
            host.become()
                    .password()
                    .ifPresent(secret -> secrets.put(AnsibleInventory.BECOME_FILE + host.name(), secret));
        }
        KubespraySettings.of(profile)
                .secrets()
                .forEach((name, secret) -> secrets.put(KubesprayVariables.SECRET_FILE + name, secret));
        return secrets;
    }

    @Override
    public Set<String> documents(Profile profile) {
        return Set.of();
    }

    @Override
    public List<Problem> refuse(Intent intent) {
        return KubesprayRefusals.up(intent);
    }

    @Override
    public List<Problem> spare(Intent intent) {
        return KubesprayRefusals.down(intent);
    }

    @Override
    public Plan up(Intent intent) {
        return new KubesprayPlans(intent).up();
    }

    @Override
    public Plan down(Intent intent, boolean purge) {
        return new KubesprayPlans(intent).down();
    }

    @Override
    public Optional<Plan> leave(Intent intent, boolean purge) {
        return Optional.of(new KubesprayPlans(intent).leave());
    }

    @Override
    public Optional<Upgrades> upgrades() {
        return Optional.of(new KubesprayUpgrades());
    }

    @Override
    public Speech speech(Step step) {
        return step.id().name().equals("make-environment") ? Speech.PLAIN : new AnsibleEvents();
    }

    @Override
    public Optional<Script> diagnostics(Profile profile) {
        // Of the controller, where the steps run, there is nothing to look at.
        return Optional.empty();
    }

    @Override
    public List<Problem> explain(Step step, String output, String diagnostics) {
        return KubesprayFailures.explain(step, output);
    }
}
