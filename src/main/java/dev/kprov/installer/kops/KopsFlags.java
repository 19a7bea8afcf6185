package dev.kprov.installer.kops;

import dev.kprov.installer.FreeFlags;
import dev.kprov.installer.kops.KopsSettings.Group;
import dev.kprov.installer.kops.KopsSettings.Nodes;
import dev.kprov.profile.Profile;
import dev.kprov.yaml.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What `kops create cluster` is told so that it writes the manifests of a profile's cluster.
final class KopsFlags {
    /// Without those that kprov says itself, each with the key that says it.
    private static final FreeFlags FREE = FreeFlags.of(
            "kops create cluster",
            "network-cidr: 10.0.0.0/16",
            "name, name and kops.domain",
            "state, kops.stateStore",
            "cloud, kops.cloud",
            "zones, kops.zones",
            "control-plane-count, kops.controlPlanes.count",
            "control-plane-size, kops.controlPlanes.size",
            "control-plane-zones, kops.controlPlanes.zones",
            "master-count, kops.controlPlanes.count",
            "master-size, kops.controlPlanes.size",
            "master-zones, kops.controlPlanes.zones",
            "node-count, kops.workers.count",
            "node-size, kops.workers.size",
            "kubernetes-version, kubernetes.version",
            "networking, kops.networking",
            "topology, kops.topology",
            "dns, kops.dns",
            "project, kops.project",
            "ssh-public-key, kops.sshPublicKey",
            "cloud-labels, kops.labels",
            "channel, kops.channel",
            "set, kops.set",
            "override, kops.set",
            "target, kops.target",
            "out, nothing: it is a folder of kprov's",
            "output, nothing: kprov reads what kops says",
            "dry-run, nothing: kprov plan changes nothing",
            "yes, nothing: kprov up does it",
            "config, nothing: kops's own settings come from the environment");

    private KopsFlags() {}

    /// Reads the block `createFlags`.
    static Map<String, List<String>> read(Block block) {
        return FREE.read(block.block("createFlags"));
    }

    /// For tests: the flags that a profile cannot set.
    static Set<String> taken() {
        return FREE.taken().keySet();
    }

    /// One a line; nothing that is shown nowhere is in them.
    static String arguments(Profile profile) {
        KopsSettings settings = KopsSettings.of(profile);
        List<String> arguments = new ArrayList<>();
        arguments.add("--cloud=" + settings.cloud().word());
        settings.nodes().ifPresent(nodes -> machines(nodes, arguments));
        if (!profile.kubernetesVersion().isEmpty()) {
            arguments.add("--kubernetes-version=" + profile.kubernetesVersion());
        }
        arguments.add("--networking=" + settings.networking());
        settings.topology().ifPresent(topology -> arguments.add("--topology=" + topology));
        if (settings.cloud() != Cloud.METAL) {
            arguments.add("--dns=" + settings.dnsType());
        }
        settings.project().ifPresent(project -> arguments.add("--project=" + project));
        settings.channel().ifPresent(channel -> arguments.add("--channel=" + channel));
        if (!settings.labels().isEmpty()) {
            arguments.add("--cloud-labels="
                    + settings.labels().entrySet().stream()
                            .map(label -> label.getKey() + "=" + label.getValue())
                            .collect(Collectors.joining(",")));
        }
        settings.set().forEach(assignment -> arguments.add("--set=" + cluster(assignment)));
        settings.flags().forEach((name, values) -> values.forEach(value -> arguments.add("--" + name + "=" + value)));
        return String.join("\n", arguments) + "\n";
    }

    private static String cluster(String assignment) {
        return assignment.startsWith("cluster.") ? assignment : "cluster." + assignment;
    }

    private static void machines(Nodes nodes, List<String> arguments) {
        if (!nodes.zones().isEmpty()) {
            arguments.add("--zones=" + String.join(",", nodes.zones()));
        }
        group("control-plane", nodes.controlPlanes(), arguments);
        if (!nodes.controlPlanes().zones().isEmpty()) {
            arguments.add("--control-plane-zones="
                    + String.join(",", nodes.controlPlanes().zones()));
        }
        group("node", nodes.workers(), arguments);
    }

    private static void group(String name, Group group, List<String> arguments) {
        arguments.add("--" + name + "-count=" + group.count());
        group.size().ifPresent(size -> arguments.add("--" + name + "-size=" + size));
    }
}
