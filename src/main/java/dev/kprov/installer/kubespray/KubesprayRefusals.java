package dev.kprov.installer.kubespray;

import dev.kprov.installer.Differences;
import dev.kprov.installer.Intent;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Every reason why kubespray cannot make this cluster, before it is asked to.
final class KubesprayRefusals {
    private KubesprayRefusals() {}

    /// What inventory and profile alone tell.
    static List<Problem> rejects(Profile profile, Inventory inventory) {
        List<Problem> problems = new ArrayList<>();
        Inventory hosts = inventory.withoutController();
        for (Host host : hosts.hosts()) {
            SshConfig.ssh(host).ifPresent(ssh -> login(host, ssh, inventory, problems));
        }
        etcd(profile, inventory, problems);
        return problems;
    }

    private static void etcd(Profile profile, Inventory inventory, List<Problem> problems) {
        Inventory hosts = inventory.withoutController();
        List<String> named = KubespraySettings.of(profile).etcd();
        for (String name : named) {
            if (hosts.host(name).isEmpty()) {
                problems.add(Problem.invalid(
                        profile.source().at("kubespray.etcd"),
                        "etcd is to run on " + name + ", which is no host of the inventory",
                        "the inventory has "
                                + String.join(
                                        ", ",
                                        hosts.hosts().stream().map(Host::name).toList()),
                        "name hosts of the inventory, or remove the key: etcd then runs on the control planes"));
            }
        }
        int members = named.isEmpty() ? hosts.hosts(Role.CONTROL_PLANE).size() : named.size();
        if (members > 0 && members % 2 == 0) {
            problems.add(Problem.invalid(
                    named.isEmpty()
                            ? inventory.at(
                                    hosts.hosts(Role.CONTROL_PLANE).getLast().name(), "roles")
                            : profile.source().at("kubespray.etcd"),
                    "etcd would have " + members + " members, an even number",
                    named.isEmpty()
                            ? "it runs on each control plane, and kubespray refuses that"
                            : "it does not survive more than with one less, and kubespray refuses that",
                    "make it " + (members - 1) + " or " + (members + 1)));
        }
    }

    private static void login(Host host, Access.Ssh ssh, Inventory inventory, List<Problem> problems) {
        if (ssh.password().isPresent()) {
            problems.add(Problem.invalid(
                    inventory.at(host.name(), ""),
                    "kubespray cannot log in to " + host.name() + " with a password",
                    "Ansible's ssh takes none from kprov, which would have to be shown to others",
                    "log in with a key: ssh-copy-id " + ssh.address() + ", then remove ssh.password"));
        }
        if (ssh.passphrase().isPresent()) {
            problems.add(Problem.invalid(
                    inventory.at(host.name(), ""),
                    "kubespray cannot open the key of " + host.name(),
                    "Ansible's ssh takes no passphrase from kprov",
                    "load the key into the agent (ssh-add) and remove ssh.passphrase"));
        }
        if (ssh.jump() instanceof Access.Jump.Via(Access.Ssh jump)) {
            login(host, jump, inventory, problems);
        }
    }

    /// What this machine and the hosts tell as well.
    static List<Problem> up(Intent intent) {
        KubesprayState state = KubesprayState.parse(intent.facts().state());
        List<Problem> problems = new ArrayList<>(unready(intent, state));
        state.made().map(Made::parse).ifPresent(made -> fixed(intent, made, problems));
        return problems;
    }

    /// Why this kubespray cannot do it, or must not.
    static List<Problem> unready(Intent intent, KubesprayState state) {
        List<Problem> problems = new ArrayList<>(KubesprayFitness.of(intent.profile(), state));
        problems.addAll(strangers(intent, state));
        return problems;
    }

    /// Nothing that kprov has not made is removed.
    static List<Problem> down(Intent intent) {
        KubesprayState state = KubesprayState.parse(intent.facts().state());
        List<Problem> problems = new ArrayList<>(strangers(intent, state));
        if (state.word("begun").isPresent()) {
            problems.addAll(KubesprayFitness.checkout(intent.profile(), state));
        }
        return problems;
    }

    private static List<Problem> strangers(Intent intent, KubesprayState state) {
        if (state.word("begun").isPresent()) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        intent.facts()
                .hosts()
                .forEach((name, facts) -> facts.membership()
                        .ifPresent(member -> problems.add(Problem.invalid(
                                intent.inventory().at(name, ""),
                                name + " is in a cluster that kprov has not made with kubespray from here",
                                "its API server is " + member.server(),
                                "use the folder .kprov of where it was made; or clear the host by whatever made it"))));
        problems.sort(Comparator.comparing(Problem::where));
        return problems;
    }

    private static void fixed(Intent intent, Made made, List<Problem> problems) {
        List<String> differences = made.differences(intent.profile(), Made.FIXED);
        boolean onlyVersion = differences.size() == 1
                && made.differences(intent.profile(), Made.LASTING).isEmpty();
        if (!differences.isEmpty()) {
            problems.add(different(
                    intent,
                    differences,
                    onlyVersion
                            ? "bring it to the profile's version: kprov upgrade; or undo the difference"
                            : "undo the difference; or remove the cluster and make it anew: kprov up --fresh"));
        }
    }

    static Problem different(Intent intent, List<String> differences, String remedy) {
        return Problem.invalid(
                intent.profile().source().at("kubespray"),
                "cluster " + intent.inventory().cluster() + " is there and differs from the profile",
                Differences.told(differences),
                remedy);
    }
}
