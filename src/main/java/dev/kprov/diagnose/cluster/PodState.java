package dev.kprov.diagnose.cluster;

import static dev.kprov.diagnose.cluster.Texts.or;
import static dev.kprov.diagnose.cluster.Texts.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A pod as `kubectl get pods` would show it, and its containers.
///
/// @param status the phase, or what keeps it from running
record PodState(
        String namespace, String name, String node, String address, String since, String status, List<Box> boxes) {
    private static final int[] WIDTHS = {20, 48, 6, 24, 8, 20, 24, 16};

    /// What every pod goes through.
    private static final Set<String> USUAL = Set.of("", "ContainerCreating", "PodInitializing", "Completed");

    PodState {
        boxes = List.copyOf(boxes);
    }

    /// A container.
    ///
    /// @param init whether it has to end before the others begin
    /// @param ran whether it has printed anything, as far as the cluster knows
    /// @param reason why it does not run, or why it ended the last time; empty when it runs
    record Box(String name, boolean init, boolean ready, boolean ran, boolean failed, int restarts, String reason) {
        boolean failing() {
            return failed || restarts > 0 || !init && !ready && !USUAL.contains(reason);
        }
    }

    static PodState of(JsonNode pod) {
        JsonNode status = pod.path("status");
        List<Box> boxes = new ArrayList<>();
        status.path("initContainerStatuses").forEach(box -> boxes.add(box(box, true)));
        status.path("containerStatuses").forEach(box -> boxes.add(box(box, false)));
        return new PodState(
                text(pod, "metadata", "namespace"),
                text(pod, "metadata", "name"),
                text(pod, "spec", "nodeName"),
                text(status, "podIP"),
                text(pod, "metadata", "creationTimestamp"),
                status(pod, boxes),
                boxes);
    }

    static String header() {
        return Texts.columns(
                WIDTHS, "NAMESPACE", "NAME", "READY", "STATUS", "RESTARTS", "SINCE", "NODE", "ADDRESS", "TROUBLE");
    }

    String line() {
        return Texts.columns(
                WIDTHS,
                namespace,
                name,
                ready() + "/" + own().size(),
                status,
                String.valueOf(restarts()),
                since,
                node,
                address,
                trouble());
    }

    /// Whether it does what it should, and always did.
    boolean well() {
        return works() && restarts() == 0;
    }

    boolean works() {
        return status.equals("Succeeded")
                || status.equals("Completed")
                || status.equals("Running") && ready() == own().size();
    }

    int restarts() {
        return boxes.stream().mapToInt(Box::restarts).sum();
    }

    /// What a reader has to know of it.
    String about() {
        return namespace + "/" + name + (node.isEmpty() ? ", on no node" : " on " + node) + ": " + status + ", "
                + ready() + " of " + own().size() + " ready"
                + (restarts() == 0 ? "" : ", " + restarts() + " restarts")
                + (trouble().isEmpty() ? "" : " (" + trouble() + ")");
    }

    private String trouble() {
        return String.join(
                "; ",
                boxes.stream()
                        .filter(box -> !box.reason().isEmpty() && box.failing())
                        .map(box -> box.name() + ": " + box.reason())
                        .toList());
    }

    private List<Box> own() {
        return boxes.stream().filter(box -> !box.init()).toList();
    }

    private long ready() {
        return own().stream().filter(Box::ready).count();
    }

    private static Box box(JsonNode box, boolean init) {
        JsonNode state = box.path("state");
        JsonNode ended = state.has("terminated")
                ? state.path("terminated")
                : box.path("lastState").path("terminated");
        String waits = text(state, "waiting", "reason");
        String exit = text(ended, "exitCode");
        boolean badEnd = !exit.isEmpty() && !exit.equals("0");
        String end = badEnd ? ("exit status " + exit + " " + text(ended, "reason")).strip() : "";
        boolean waitsInVain = state.has("waiting") && !USUAL.contains(waits);
        String message = waitsInVain ? text(state, "waiting", "message") : text(ended, "message");
        List<String> reason =
                new ArrayList<>(List.of(waits, end, message.substring(0, Math.min(300, message.length()))));
        reason.removeIf(String::isBlank);
        return new Box(
                text(box, "name"),
                init,
                text(box, "ready").equals("true"),
                !state.has("waiting") || box.path("lastState").has("terminated"),
                waitsInVain || state.has("terminated") && badEnd,
                box.path("restartCount").asInt(0),
                String.join(", ", reason));
    }

    private static String status(JsonNode pod, List<Box> boxes) {
        if (pod.path("metadata").has("deletionTimestamp")) {
            return "Terminating";
        }
        String phase = or(text(pod, "status", "phase"), "Unknown");
        for (Box box : boxes) {
            if (box.failed() && !phase.equals("Succeeded")) {
                return (box.init() ? "Init:" : "") + box.reason().replaceFirst(",.*", "");
            }
        }
        return or(text(pod, "status", "reason"), phase);
    }
}
