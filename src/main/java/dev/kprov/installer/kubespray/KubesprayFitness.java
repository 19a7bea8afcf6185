package dev.kprov.installer.kubespray;

import dev.kprov.installer.kubespray.KubespraySettings.Checkout;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether this kubespray, with what it says of itself, can do what the profile wants on this machine.
final class KubesprayFitness {
    private KubesprayFitness() {}

    static List<Problem> of(Profile profile, KubesprayState state) {
        List<Problem> problems = new ArrayList<>(checkout(profile, state));
        if (problems.isEmpty()) {
            version(profile, state).ifPresent(problems::add);
            ansible(profile, state).ifPresent(problems::add);
            python(profile, state).ifPresent(problems::add);
        }
        return problems;
    }

    static List<Problem> checkout(Profile profile, KubesprayState state) {
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

    /// pip would say only that there is no such Ansible.
    private static Optional<Problem> python(Profile profile, KubesprayState state) {
        String[] range = state.word("pythons").orElse("").split("-", -1);
        String python = state.word("python").orElse("");
        if (range.length != 2
                || python.isEmpty()
                || KubespraySettings.of(profile).ansible().isPresent()) {
            return Optional.empty();
        }
        VersionOrder order = new VersionOrder();
        String minor = python.replaceFirst("^(\\d+\\.\\d+).*", "$1");
        return order.compare(minor, range[0]) >= 0 && order.compare(minor, range[1]) <= 0
                ? Optional.empty()
                : Optional.of(Problem.invalid(
                        profile.source().at("kubespray"),
                        "the Ansible of kubespray " + state.word("version").orElse("") + " does not run with Python "
                                + python,
                        "it runs with " + range[0] + " to " + range[1],
                        "let python3 be one of them, or name an ansible-playbook of yours: kubespray.ansible"));
    }
}
