package dev.kprov.verify.cluster;

import dev.kprov.inventory.Taint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A Kubernetes node.
///
/// @param version of its kubelet, e.g. `v1.36.4`
/// @param conditions by type, e.g. `Ready`
public record Node(
        String name,
        String version,
        String address,
        Instant created,
        boolean cordoned,
        Map<String, String> labels,
        List<Taint> taints,
        Map<String, Condition> conditions) {
    public static final String CONTROL_PLANE_LABEL = "node-role.kubernetes.io/control-plane";
    /// Who has it runs a member of etcd, where the control plane's hosts do not: RKE2 sets it.
    public static final String ETCD_LABEL = "node-role.kubernetes.io/etcd";

    private static final String FARGATE = "fargate";
    /// Labels `type`, as virtual-kubelet and KWOK set them.
    private static final Set<String> VIRTUAL = Set.of("virtual-kubelet", "kwok");
    private static final String ROLE_PREFIX = "node-role.kubernetes.io/";

    public Node {
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
        conditions = Map.copyOf(conditions);
    }

    /// @param status `True`, `False` or `Unknown`
    public record Condition(String status, String reason, String message) {}

    public Optional<Condition> condition(String type) {
        return Optional.ofNullable(conditions.get(type));
    }

    public boolean is(String condition) {
        return condition(condition).map(Condition::status).equals(Optional.of("True"));
    }

    /// Whether it is no machine: what is put there runs elsewhere, or nowhere.
    public boolean virtual() {
        return VIRTUAL.contains(labels.getOrDefault("type", ""));
    }

    /// Why a pod of Linux that is to be on every node is not on this one; empty where it is.
    public Optional<String> podless() {
        String system = labels.getOrDefault("kubernetes.io/os", "linux");
        if (virtual()) {
            return Optional.of(labels.getOrDefault("type", ""));
        }
        return eks().equals(FARGATE)
                ? Optional.of(FARGATE)
                : Optional.of(system).filter(one -> !one.equals("linux"));
    }

    /// Why what the system has on every node is not on this one as pods; empty where it is.
    public Optional<String> apart() {
        return podless().or(() -> selfContained() ? Optional.of("EKS Auto Mode") : Optional.empty());
    }

    /// Whether it serves as its own kube-proxy, network plugin and DNS, without pods:
    /// <https://docs.aws.amazon.com/eks/latest/userguide/auto-reference.html>
    public boolean selfContained() {
        return eks().equals("auto");
    }

    /// Whether it is one of Google's: <https://cloud.google.com/kubernetes-engine/docs/how-to/node-pools>
    public boolean gke() {
        return labels.containsKey("cloud.google.com/gke-nodepool");
    }

    private String eks() {
        return labels.getOrDefault("eks.amazonaws.com/compute-type", "");
    }

    /// What its labels say it is for, e.g. `control-plane`.
    public List<String> roles() {
        return labels.keySet().stream()
                .filter(label -> label.startsWith(ROLE_PREFIX))
                .map(label -> label.substring(ROLE_PREFIX.length()))
                .sorted()
                .toList();
    }
}
