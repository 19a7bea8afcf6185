package dev.kprov.verify.check;

import dev.kprov.verify.api.Part;
import dev.kprov.verify.cluster.Snapshot;
import dev.kprov.verify.judge.Check;
import java.util.List;

/// Asks the API server itself, which asks etcd and its own parts.
final class ApiReady implements Check {
    private static final String EXPECTED = "/readyz and /livez answer ok";
    private static final String HIDDEN =
            "see what the builder of the cluster, or who runs its control plane, says of it";

    private final boolean staticPods;

    /// @param staticPods whether it can be looked at on control-plane hosts
    ApiReady(boolean staticPods) {
        this.staticPods = staticPods;
    }

    @Override
    public String id() {
        return "api-ready";
    }

    @Override
    public String title() {
        return "The API server is ready";
    }

    @Override
    public Answer answer(Snapshot snapshot) {
        return snapshot.readiness().either(this::judge, this::silent);
    }

    private Answer judge(Snapshot.Readiness readiness) {
        if (readiness.ok()) {
            return new Answer.Yes("/readyz: all " + readiness.passed() + " of its checks ok");
        }
        if (readiness.code() == 401 || readiness.code() == 403) {
            return new Answer.No(
                    EXPECTED,
                    "it refuses us with HTTP " + readiness.code(),
                    "the kubeconfig does not belong to this cluster or is not its administrator's: fetch it again with"
                            + " `kprov up`",
                    true);
        }
        List<String> failing = readiness.failing();
        return new Answer.No(
                EXPECTED,
                failing.isEmpty()
                        ? "HTTP " + readiness.code()
                        : String.join(", ", failing) + " (HTTP " + readiness.code() + ")",
                staticPods ? readLogs(failing) : HIDDEN,
                false);
    }

    private static String readLogs(List<String> failing) {
        return "read its log on a control-plane host: crictl logs $(crictl ps -a --name kube-apiserver -q | head -1)"
                + (failing.stream().anyMatch(check -> check.startsWith("etcd")) ? ", and etcd's in the same way" : "");
    }

    private Answer silent(String why, Part.Cause cause) {
        return new Answer.No(
                EXPECTED,
                why,
                switch (cause) {
                    case UNTRUSTED ->
                        "the kubeconfig is of another cluster or its certificate has expired: fetch it again with"
                                + " `kprov up`; or this machine's clock is wrong: timedatectl";
                    case MISNAMED ->
                        "ask it by a name that its certificate has: as `server` in the kubeconfig, or, where it is"
                                + " reached by another one, as `tls-server-name` beside it";
                    case ASTRAY ->
                        "see first whether that proxy leads there: curl --insecure --proxy PROXY SERVER/version, with"
                                + " both as named here; where it does, " + whetherItRuns()
                                + " and whether the proxy reaches its port";
                    default -> whetherItRuns() + " and whether this machine reaches its port";
                },
                cause == Part.Cause.UNTRUSTED || cause == Part.Cause.MISNAMED);
    }

    private String whetherItRuns() {
        return staticPods
                ? "see on a control-plane host whether it runs: crictl ps -a --name kube-apiserver;"
                : HIDDEN + ",";
    }
}
