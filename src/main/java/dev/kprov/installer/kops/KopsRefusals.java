package dev.kprov.installer.kops;

import dev.kprov.installer.Differences;
import dev.kprov.installer.Intent;
import dev.kprov.installer.VersionStep;
import dev.kprov.inventory.Host;
import dev.kprov.plan.Action;
import dev.kprov.plan.Stage;
import dev.kprov.plan.Step;
import dev.kprov.plan.StepId;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why what is there cannot become the cluster that is wanted, or cannot be removed now.
final class KopsRefusals {
    /// What kops or the cloud cannot change of a cluster that is there.
    private static final Pattern FIXED = Pattern.compile(
            "cluster\\.(?:labels\\.|spec\\.(?:cloudProvider|project|configBase|networkCIDR|nonMasqueradeCIDR|podCIDR"
                    + "|serviceClusterIPRange|topology|subnets\\[\\d+](?!.* is not set)"
                    + "|etcdClusters\\[\\d+]\\.(?:name|etcdMembers))).*");
    private static final Pattern MINOR = Pattern.compile("1\\.(\\d{1,4})");
    /// No step, but where symptoms are looked for.
    private static final Step LOOK = new Step(
            new StepId(Host.CONTROLLER, "look"),
            Stage.PREPARE,
            "Look at the cluster",
            Set.of(),
            new Action.Unchanged("it was looked at"),
            Duration.ofSeconds(1));

    private final Wish wish;

    KopsRefusals(Intent intent) {
        this.wish = new Wish(intent);
    }

    List<Problem> up() {
        List<Problem> problems = new ArrayList<>(common());
        if (problems.isEmpty()) {
            otherVersion().ifPresent(problems::add);
        }
        return problems;
    }

    List<Problem> upgrade() {
        List<Problem> problems = new ArrayList<>(common());
        Optional<Manifests> stored = wish.stored();
        if (problems.isEmpty() && wish.settings().terraform()) {
            problems.add(problem(
                    "kprov cannot upgrade cluster " + wish.name() + " with target: terraform",
                    "kops makes the machines anew in the right order only where it changes the cloud itself",
                    "run kprov up, and then kops rolling-update cluster, first for the control plane"));
        } else if (problems.isEmpty() && stored.isEmpty()) {
            problems.add(problem(
                    "there is no cluster " + wish.name() + " to upgrade",
                    "the state store does not have it",
                    "make it: kprov up"));
        } else if (problems.isEmpty()) {
            String from = stored.orElseThrow().kubernetesVersion();
            new VersionStep(from, wish.wanted().kubernetesVersion())
                    .obstacle()
                    .ifPresent(why -> problems.add(problem(
                            "cluster " + wish.name() + " cannot be upgraded so",
                            why,
                            "write a kubernetes.version that can be reached from " + from)));
        }
        return problems;
    }

    /// What stands in the way of both.
    private List<Problem> common() {
        List<Problem> problems = new ArrayList<>(down());
        if (problems.isEmpty()) {
            misnamed().ifPresent(problems::add);
            tooNew().ifPresent(problems::add);
            List<String> fixed = new ArrayList<>(network());
            wish.differences().stream()
                    .filter(line -> FIXED.matcher(line).matches())
                    .forEach(fixed::add);
            if (!fixed.isEmpty()) {
                problems.add(different(fixed));
            }
        }
        return problems;
    }

    List<Problem> down() {
        KopsState state = wish.state();
        if (state.store().isEmpty()) {
            return List.of(problem(
                    "no state store is named",
                    "kops keeps there what it knows of its clusters, and finds them by it",
                    "set kops.stateStore in the profile, or KOPS_STATE_STORE"));
        }
        if (!state.credentials()) {
            return List.of(problem(
                    "there are no credentials for " + wish.settings().cloud().word(),
                    "kops takes them from the environment or from the cloud's own configuration, and neither has any",
                    "set " + wish.settings().cloud().credentials() + "; then run kprov again"));
        }
        return state.failures().stream()
                .filter(failure -> !outdated(failure))
                .map(this::unanswered)
                .toList();
    }

    /// What kops says of manifests that are replaced does not matter, as of a cluster that lacks its groups because
    /// an `up` was cut off.
    private boolean outdated(KopsState.Failure failure) {
        return failure.question().equals("preview")
                && !failure.timedOut()
                && wish.state().failures().size() == 1
                && !wish.differences().isEmpty();
    }

    private Problem unanswered(KopsState.Failure failure) {
        if (failure.timedOut()) {
            return new Problem(
                    ExitCode.UNREACHABLE,
                    Host.CONTROLLER,
                    "the cloud does not answer",
                    "kops would try again for minutes without a word, and was stopped after "
                            + wish.settings().cloudTimeout().toSeconds() + " s",
                    "see whether the cloud's own command line gets an answer (region, proxy, endpoint), or raise"
                            + " kops.cloudTimeout");
        }
        String said = last(failure.said());
        return KopsFailures.explain(LOOK, failure)
                .map(known ->
                        problem(plain(known.what()), known.why() + (said.isEmpty() ? "" : "\n" + said), known.remedy()))
                .orElseGet(() -> problem(
                        "kops does not tell what it would do (" + question(failure.question()) + ")",
                        said.isEmpty() ? "it ended with exit status " + failure.code() : said,
                        "correct the profile, or run the same command by hand to see more"));
    }

    private static String question(String word) {
        return switch (word) {
            case "stored" -> "kops get";
            case "wanted" -> "kops create cluster --dry-run";
            case "resources" -> "kops delete cluster";
            default -> "kops update cluster";
        };
    }

    private List<String> network() {
        List<String> wanted = wish.wanted().networks();
        return wish.stored()
                .map(Manifests::networks)
                .filter(networks -> !networks.equals(wanted))
                .map(networks -> List.of("the network is " + String.join(", ", networks) + ", and the profile wants "
                        + String.join(", ", wanted)))
                .orElse(List.of());
    }

    private Optional<Problem> misnamed() {
        String name = wish.name();
        Optional<String> found = wish.wanted().cluster();
        return found.filter(name::equals).isPresent()
                ? Optional.empty()
                : Optional.of(problem(
                        "the manifest is not of cluster " + name,
                        found.map(other -> "its Cluster is " + other).orElse("it has not exactly one Cluster"),
                        "let metadata.name of its Cluster be the profile's name, a dot and kops.domain"));
    }

    /// kops itself says so only when the manifests are in the store.
    private Optional<Problem> tooNew() {
        Matcher kops = MINOR.matcher(wish.state().texts().getOrDefault("version", ""));
        Matcher kubernetes = MINOR.matcher(wish.wanted().kubernetesVersion());
        return kops.lookingAt()
                        && kubernetes.lookingAt()
                        && Integer.parseInt(kubernetes.group(1)) > Integer.parseInt(kops.group(1))
                ? Optional.of(problem(
                        "kops is too old for Kubernetes " + kubernetes.group(),
                        "it is " + kops.group() + ", and a kops knows versions up to its own",
                        "install a newer kops, or choose an older kubernetes.version"))
                : Optional.empty();
    }

    /// Machines that come afterwards would have a kubelet that is newer than the API server.
    private Optional<Problem> otherVersion() {
        String wanted = wish.wanted().kubernetesVersion();
        return wish.stored()
                .filter(stored -> !wish.settings().terraform())
                .map(Manifests::kubernetesVersion)
                .filter(there -> !there.equals(wanted))
                .map(there -> problem(
                        "cluster " + wish.name() + " has Kubernetes " + there + ", and the profile wants " + wanted,
                        "its machines have to be made anew, those of the control plane before all others",
                        "do that: kprov upgrade; or go back to " + there));
    }

    private Problem different(List<String> differences) {
        return problem(
                "cluster " + wish.name() + " is not as the profile wants it",
                Differences.told(differences),
                "none of this can be changed in a cluster that is there: go back to what it was, give the profile another"
                        + " name, or make it anew (kprov up --recreate)");
    }

    private static String last(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "" : lines.getLast().strip();
    }

    /// Without the place, which a refusal has in front.
    private static String plain(String what) {
        return what.replace(" (" + Host.CONTROLLER + ")", "");
    }

    private static Problem problem(String what, String why, String remedy) {
        return Problem.invalid(Host.CONTROLLER, what, why, remedy);
    }
}
