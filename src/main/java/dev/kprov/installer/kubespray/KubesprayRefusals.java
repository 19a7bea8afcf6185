package dev.kprov.installer.kubespray;

import dev.kprov.installer.Differences;
import dev.kprov.installer.Intent;
import dev.kprov.installer.kubespray.KubespraySettings.Checkout;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
        List<Problem> problems = new ArrayList<>(checkout(intent.profile(), state));
        if (problems.isEmpty()) {
            version(intent.profile(), state).ifPresent(problems::add);
            ansible(intent.profile(), state).ifPresent(problems::add);
        }
        problems.addAll(strangers(intent, state));
        return problems;
    }

    /// Nothing that kprov has not made is removed.
    static List<Problem> down(Intent intent) {
        KubesprayState state = KubesprayState.parse(intent.facts().state());
        List<Problem> problems = new ArrayList<>(strangers(intent, state));
        if (state.word("begun").isPresent()) {
            problems.addAll(checkout(intent.profile(), state));
        }
        return problems;
    }

    private static List<Problem> checkout(Profile profile, KubesprayState state) {
        String place = profile.source().at("kubespray");
        KubespraySettings settings = KubespraySettings.of(profile);
        if (state.word("checkout").isEmpty()) {
            return List.of(Problem.invalid(
                    place,
                    "there is no kubespray at " + place(settings),
                    state.word("cloning").map(why -> "git says: " + why).orElse("there is no such folder"),
                    "correct it; what to clone is told by git ls-remote --tags URL"));
        }
        List<Problem> problems = new ArrayList<>();
        if (!state.missing().isEmpty()) {
            problems.add(Problem.invalid(
                    place,
                    place(settings) + " is not kubespray",
                    "it has no " + String.join(", ", state.missing()),
                    "name the folder that has cluster.yml, as git clone makes it"));
        }
        if (settings.checkout().orElseThrow() instanceof Checkout.Git(String url, String tag, Optional<String> commit)
                && commit.isPresent()
                && !commit.equals(state.word("commit"))) {
            problems.add(Problem.invalid(
                    profile.source().at("kubespray.git.commit"),
                    "tag " + tag + " of " + url + " is another commit than the profile expects",
                    "it is " + state.word("commit").orElse("unknown")
                            + ", so that it was moved, or is not what you reviewed",
                    "see what changed; then correct kubespray.git.commit"));
        }
        return problems;
    }

    private static String place(KubespraySettings settings) {
        return settings.checkout().map(Checkout::words).orElse("");
    }

    private static Optional<Problem> version(Profile profile, KubesprayState state) {
        String wanted = profile.kubernetesVersion();
        if (state.versions().isEmpty() || state.versions().contains(wanted)) {
            return Optional.empty();
        }
        List<String> sorted =
                state.versions().stream().sorted(new VersionOrder()).toList();
        return Optional.of(Problem.invalid(
                profile.source().at("kubernetes.version"),
                "kubespray " + state.word("version").orElse("") + " does not install Kubernetes " + wanted,
                "it knows " + sorted.getFirst() + " to " + sorted.getLast() + " (" + sorted.size() + " versions)",
                "write one of them, e.g. " + nearest(wanted, sorted) + ", or take another release of kubespray"));
    }

    /// The newest of the same minor version, or else the newest.
    private static String nearest(String wanted, List<String> sorted) {
        String minor = wanted.replaceFirst("\\.[^.]*$", ".");
        return sorted.reversed().stream()
                .filter(version -> version.startsWith(minor))
                .findFirst()
                .orElse(sorted.getLast());
    }

    private static Optional<Problem> ansible(Profile profile, KubesprayState state) {
        Optional<String> own = KubespraySettings.of(profile).ansible();
        String oldest = state.word("oldest").orElse("");
        String newest = state.word("newest").orElse("");
        if (own.isEmpty() || oldest.isEmpty() || newest.isEmpty()) {
            return Optional.empty();
        }
        String place = profile.source().at("kubespray.ansible");
        Optional<String> version = state.word("ansible");
        if (version.isEmpty()) {
            return Optional.of(Problem.invalid(
                    place,
                    "there is no Ansible at " + own.get(),
                    "it is not a program, or does not tell its version",
                    "correct it, or remove the key: kprov then makes an environment with what kubespray wants"));
        }
        VersionOrder order = new VersionOrder();
        return order.compare(version.get(), oldest) >= 0 && order.compare(version.get(), newest) < 0
                ? Optional.empty()
                : Optional.of(Problem.invalid(
                        place,
                        "kubespray " + state.word("version").orElse("") + " does not run with ansible-core "
                                + version.get(),
                        "it wants " + oldest + " or newer, but older than " + newest,
                        "remove the key: kprov then makes an environment with what kubespray wants"));
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
