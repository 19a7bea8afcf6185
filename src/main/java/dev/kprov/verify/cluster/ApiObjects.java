package dev.kprov.verify.cluster;

import static dev.kprov.verify.api.Json.flag;
import static dev.kprov.verify.api.Json.name;
import static dev.kprov.verify.api.Json.text;
import static dev.kprov.verify.api.Json.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.inventory.Taint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes records of what the API answers. Every value in the tree is a text.
public final class ApiObjects {
    private static final Pattern EXTERNAL_ETCD = Pattern.compile("(?m)^etcd:\\s*\\n(?:[ \\t]+.*\\n)*?[ \\t]+external:");

    /// The first zone of the plugin `kubernetes` that is not one of addresses.
    private static final Pattern DNS_ZONE =
            Pattern.compile("(?m)^[ \\t]*kubernetes[ \\t]+(?!\\S+\\.arpa)([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?=\\s)");

    private static final String NO_LOG = "unable to retrieve container logs for ";

    private ApiObjects() {}

    static Node node(JsonNode node) {
        List<Taint> taints = new ArrayList<>();
        node.path("spec").path("taints").forEach(taint -> taints.add(taint(taint)));
        Map<String, Node.Condition> conditions = new HashMap<>();
        node.path("status")
                .path("conditions")
                .forEach(condition -> conditions.put(text(condition, "type"), condition(condition)));
        return new Node(
                name(node),
                text(node.path("status").path("nodeInfo"), "kubeletVersion"),
                internalAddress(node),
                time(node.path("metadata"), "creationTimestamp").orElse(Instant.EPOCH),
                flag(node.path("spec"), "unschedulable"),
                labels(node),
                taints,
                conditions);
    }

    public static Pod pod(JsonNode pod) {
        JsonNode status = pod.path("status");
        List<Pod.Container> containers = new ArrayList<>();
        status.path("containerStatuses").forEach(container -> containers.add(container(container)));
        status.path("initContainerStatuses")
                .forEach(container -> initContainer(container).ifPresent(containers::add));
        return new Pod(
                text(pod.path("metadata"), "namespace"),
                name(pod),
                text(pod.path("spec"), "nodeName"),
                owner(pod),
                text(pod.path("spec"), "priorityClassName"),
                text(status, "phase"),
                conditionHolds(status, "Ready"),
                pod.path("metadata").has("deletionTimestamp"),
                podMessage(status),
                labels(pod),
                containers);
    }

    /// What a container has printed. Empty where its kubelet has no log of it, since it is gone or not yet known as
    /// the one before: it says so in place of the log, with HTTP 200.
    public static Optional<String> log(String answer) {
        return answer.startsWith(NO_LOG) ? Optional.empty() : Optional.of(answer);
    }

    static Lease lease(JsonNode lease) {
        JsonNode spec = lease.path("spec");
        return new Lease(
                name(lease),
                text(spec, "holderIdentity"),
                Duration.ofSeconds(number(spec, "leaseDurationSeconds")),
                time(spec, "renewTime"),
                labels(lease));
    }

    static Workload daemonSet(JsonNode set) {
        JsonNode status = set.path("status");
        return new Workload(
                text(set.path("metadata"), "namespace"),
                name(set),
                observed(set),
                number(status, "desiredNumberScheduled"),
                number(status, "updatedNumberScheduled"),
                number(status, "numberReady"),
                number(status, "numberAvailable"),
                hostNetwork(set));
    }

    static Workload deployment(JsonNode deployment) {
        JsonNode status = deployment.path("status");
        return new Workload(
                text(deployment.path("metadata"), "namespace"),
                name(deployment),
                observed(deployment),
                number(deployment.path("spec"), "replicas"),
                number(status, "updatedReplicas"),
                number(status, "readyReplicas"),
                number(status, "availableReplicas"),
                hostNetwork(deployment));
    }

    /// Of CoreDNS's configuration; empty where it names none.
    static String dnsDomain(JsonNode configMap) {
        Matcher zone = DNS_ZONE.matcher(text(configMap.path("data"), "Corefile"));
        return zone.find() ? zone.group(1) : "";
    }

    /// Whether kubeadm's own configuration, kept in the cluster, puts etcd elsewhere.
    static boolean externalEtcd(JsonNode kubeadmConfig) {
        return EXTERNAL_ETCD
                .matcher(text(kubeadmConfig.path("data"), "ClusterConfiguration"))
                .find();
    }

    private static int number(JsonNode object, String field) {
        return object.path(field).asInt(0);
    }

    private static Map<String, String> labels(JsonNode object) {
        return texts(object.path("metadata").path("labels"));
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(text -> texts.put(text.getKey(), text.getValue().asText("")));
        return texts;
    }

    private static Taint taint(JsonNode taint) {
        return new Taint(text(taint, "key"), text(taint, "value"), text(taint, "effect"));
    }

    private static Node.Condition condition(JsonNode condition) {
        return new Node.Condition(text(condition, "status"), text(condition, "reason"), text(condition, "message"));
    }

    private static String internalAddress(JsonNode node) {
        for (JsonNode address : node.path("status").path("addresses")) {
            if (text(address, "type").equals("InternalIP")) {
                return text(address, "address");
            }
        }
        return "";
    }

    private static String owner(JsonNode pod) {
        for (JsonNode owner : pod.path("metadata").path("ownerReferences")) {
            if (flag(owner, "controller")) {
                return text(owner, "kind") + "/" + text(owner, "name");
            }
        }
        return "";
    }

    private static boolean conditionHolds(JsonNode status, String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (text(condition, "type").equals(type)) {
                return text(condition, "status").equals("True");
            }
        }
        return false;
    }

    private static String podMessage(JsonNode status) {
        for (JsonNode condition : status.path("conditions")) {
            if (text(condition, "type").equals("PodScheduled")
                    && text(condition, "status").equals("False")) {
                return text(condition, "message");
            }
        }
        return (text(status, "reason") + " " + text(status, "message")).strip();
    }

    private static Pod.Container container(JsonNode container) {
        return new Pod.Container(
                text(container, "name"),
                text(container, "image"),
                text(container, "containerID"),
                flag(container, "ready"),
                number(container, "restartCount"),
                state(container.path("state")),
                time(container.path("lastState").path("terminated"), "finishedAt"));
    }

    /// One that has done its work is of no more interest.
    private static Optional<Pod.Container> initContainer(JsonNode container) {
        Pod.Container made = container(container);
        boolean done = made.state() instanceof Pod.State.Ended ended && ended.exitCode() == 0;
        return done ? Optional.empty() : Optional.of(made);
    }

    private static Pod.State state(JsonNode state) {
        if (state.has("running")) {
            return new Pod.State.Running(
                    time(state.path("running"), "startedAt").orElse(Instant.EPOCH));
        }
        JsonNode ended = state.path("terminated");
        if (!ended.isMissingNode()) {
            return new Pod.State.Ended(number(ended, "exitCode"), text(ended, "reason"), text(ended, "message"));
        }
        JsonNode waiting = state.path("waiting");
        return new Pod.State.Waiting(text(waiting, "reason"), text(waiting, "message"));
    }

    private static boolean observed(JsonNode workload) {
        return number(workload.path("status"), "observedGeneration") >= number(workload.path("metadata"), "generation");
    }

    private static boolean hostNetwork(JsonNode workload) {
        return flag(workload.path("spec").path("template").path("spec"), "hostNetwork");
    }
}
