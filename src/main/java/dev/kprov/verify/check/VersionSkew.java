package dev.kprov.verify.check;

import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Pod;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// API servers are at most one minor version apart. A kubelet may not be newer than the oldest of them, nor more than
/// three minor versions older than the newest; see <https://kubernetes.io/releases/version-skew-policy/>.
final class VersionSkew implements Check {
    private static final String APISERVER = "kube-apiserver";
    private static final int MOST = 3;
    private static final int MOST_APART = 1;
    private static final Pattern VERSION = Pattern.compile("v?(1\\.(\\d{1,4})(?:\\.\\d+)?)(?:\\D.*)?");

    /// @param name what a reader calls it
    /// @param minor of its version, such as 36
    private record Server(String name, String version, int minor) {}

    @Override
    public String id() {
        return "version-skew";
    }

    @Override
    public String title() {
        return "No API server or kubelet is too new or too old for the others";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.objects().apiVersion(),
                version -> Check.judge(
                        snapshot.objects().nodes(),
                        nodes -> judge(
                                version,
                                nodes,
                                snapshot.objects().pods().known().orElse(List.of()))));
    }

    private static Answer judge(String version, List<Node> nodes, List<Pod> pods) {
        Optional<Server> asked = server("the API server", version);
        if (asked.isEmpty()) {
            return new Answer.CannotTell("the API server's version \"" + version + "\" is none that kprov knows", true);
        }
        List<Server> servers =
                Stream.concat(asked.stream(), others(version, pods).stream()).toList();
        Server oldest =
                servers.stream().min(Comparator.comparingInt(Server::minor)).orElseThrow();
        Server newest =
                servers.stream().max(Comparator.comparingInt(Server::minor)).orElseThrow();
        List<Answer.Trouble> troubles = new ArrayList<>();
        apart(oldest, newest).ifPresent(troubles::add);
        nodes.forEach(node -> trouble(node, oldest, newest).ifPresent(troubles::add));
        return Answer.of(
                troubles,
                "kubelets from 1." + Math.max(0, newest.minor() - MOST) + " to 1." + oldest.minor()
                        + (servers.size() > 1 ? ", and API servers no more than one minor version apart" : ""),
                evidence(servers, nodes));
    }

    private static String evidence(List<Server> servers, List<Node> nodes) {
        TreeSet<String> versions =
                new TreeSet<>(servers.stream().map(Server::version).toList());
        TreeSet<String> kubelets =
                new TreeSet<>(nodes.stream().map(Node::version).toList());
        return (versions.size() > 1 ? "API servers " : "API server ") + String.join(", ", versions) + ", kubelets "
                + String.join(", ", kubelets);
    }

    /// Those of another version than the one that was asked, as far as their images' tags say it.
    private static List<Server> others(String asked, List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.namespace().equals("kube-system")
                        && pod.name().equals(APISERVER + "-" + pod.node())
                        && pod.wanted())
                .flatMap(pod -> pod.containers().stream()
                        .filter(container ->
                                container.name().equals(APISERVER) && container.state() instanceof Pod.State.Running)
                        .flatMap(container -> server(pod.name(), tag(container.image())).stream()))
                .filter(server -> !number(server.version()).equals(number(asked)))
                .toList();
    }

    /// Empty where nobody knows such a version.
    private static Optional<Server> server(String name, String version) {
        OptionalInt minor = minor(version);
        return minor.isEmpty() ? Optional.empty() : Optional.of(new Server(name, version, minor.getAsInt()));
    }

    /// What comes after the colon behind the image's name; a digest may follow.
    private static String tag(String image) {
        String named = image.replaceFirst("@.*", "");
        return named.substring(named.lastIndexOf(':') + 1);
    }

    private static Optional<Answer.Trouble> apart(Server oldest, Server newest) {
        return newest.minor() - oldest.minor() > MOST_APART
                ? Optional.of(Answer.Trouble.forGood(
                        oldest.name() + " is " + oldest.version() + ", " + newest.name() + " " + newest.version()
                                + ": more than one minor version apart",
                        "upgrade the control planes that are behind, all of them to one minor version before any to the"
                                + " next"))
                : Optional.empty();
    }

    private static Optional<Answer.Trouble> trouble(Node node, Server oldest, Server newest) {
        OptionalInt minor = minor(node.version());
        String has = node.name() + " has kubelet " + node.version();
        if (node.version().isEmpty()) {
            return Optional.of(Answer.Trouble.yet(
                    node.name() + " does not say its kubelet's version", "see the check nodes-ready"));
        }
        // What plays a node, as KWOK does, is no kubelet.
        if (minor.isPresent() && minor.getAsInt() > oldest.minor()) {
            return Optional.of(Answer.Trouble.forGood(
                    has + ", newer than " + whose(oldest),
                    "upgrade the control plane first, or install an older kubelet on " + node.name()));
        }
        return minor.isPresent() && newest.minor() - minor.getAsInt() > MOST
                ? Optional.of(Answer.Trouble.forGood(
                        has + ", too old for " + whose(newest),
                        "upgrade " + node.name() + "; a kubelet may be " + MOST + " minor versions older"))
                : Optional.empty();
    }

    private static String whose(Server server) {
        return server.name() + "'s " + server.version();
    }

    private static String number(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() ? matcher.group(1) : version;
    }

    private static OptionalInt minor(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(2))) : OptionalInt.empty();
    }
}
