package dev.kprov.verify.check;

import dev.kprov.verify.cluster.Node;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kubelet may not be newer than the API server, nor more than three minor versions older; see
/// <https://kubernetes.io/releases/version-skew-policy/>.
final class VersionSkew implements Check {
    private static final int MOST = 3;
    private static final Pattern VERSION = Pattern.compile("v?1\\.(\\d{1,4})(?:\\D.*)?");

    @Override
    public String id() {
        return "version-skew";
    }

    @Override
    public String title() {
        return "No kubelet is too new or too old for the API server";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return Check.judge(
                snapshot.objects().apiVersion(),
                version -> Check.judge(snapshot.objects().nodes(), nodes -> judge(version, nodes)));
    }

    private static Answer judge(String version, List<Node> nodes) {
        OptionalInt api = minor(version);
        if (api.isEmpty()) {
            return new Answer.CannotTell("the API server's version \"" + version + "\" is none that kprov knows", true);
        }
        List<Answer.Trouble> troubles = nodes.stream()
                .flatMap(node -> trouble(node, version, api.getAsInt()).stream())
                .toList();
        TreeSet<String> kubelets =
                new TreeSet<>(nodes.stream().map(Node::version).toList());
        return Answer.of(
                troubles,
                "kubelets from 1." + Math.max(0, api.getAsInt() - MOST) + " to 1." + api.getAsInt(),
                "API server " + version + ", kubelets " + String.join(", ", kubelets));
    }

    private static Optional<Answer.Trouble> trouble(Node node, String version, int api) {
        OptionalInt minor = minor(node.version());
        // What plays a node, as KWOK does, is no kubelet.
        int kubelet = minor.orElse(api);
        String has = node.name() + " has kubelet " + node.version();
        if (node.version().isEmpty()) {
            return Optional.of(Answer.Trouble.yet(
                    node.name() + " does not say its kubelet's version", "see the check nodes-ready"));
        }
        if (kubelet > api) {
            return Optional.of(Answer.Trouble.forGood(
                    has + ", newer than the API server's " + version,
                    "upgrade the control plane first, or install an older kubelet on " + node.name()));
        }
        return api - kubelet > MOST
                ? Optional.of(Answer.Trouble.forGood(
                        has + ", too old for the API server's " + version,
                        "upgrade " + node.name() + "; a kubelet may be " + MOST + " minor versions older"))
                : Optional.empty();
    }

    private static OptionalInt minor(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
