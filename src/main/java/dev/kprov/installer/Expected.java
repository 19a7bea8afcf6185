package dev.kprov.installer;

import dev.kprov.profile.Dns;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.Map;
import java.util.Optional;

/// What the cluster is to have, where that is not what kubeadm makes.
///
/// @param nodes how many there are, where their names are not known beforehand; 0 when any number will do
/// @param staticPods whether the control plane shows as static pods of its hosts
/// @param kubeletVersion whether nodes have the profile's version of Kubernetes
/// @param dns the cluster's DNS servers; empty when there are none
/// @param serviceProbes whether a new Service can be asked from each node
public record Expected(
        int nodes,
        boolean staticPods,
        boolean kubeletVersion,
        boolean kubeProxy,
        Optional<Dns> dns,
        boolean serviceProbes) {
    /// As kubeadm makes it.
    public static final Expected USUAL = new Expected(0, true, true, true, Optional.of(Dns.CORE_DNS), true);

    private static final int MOST_NODES = 100_000;
    private static final Map<String, Boolean> CONTROL_PLANE = Map.of("static-pods", true, "hidden", false);

    /// @param here whether the nodes are not the hosts of an inventory
    /// @param usual where the block is silent
    public static Expected read(Optional<Block> written, boolean here, Expected usual) {
        return written.map(block -> usual.or(block, here)).orElse(usual);
    }

    private Expected or(Block block, boolean here) {
        if (!here && block.has("nodes")) {
            block.get("nodes")
                    .ifPresent(value -> value.refuse(
                            value.path() + " is not the profile's to say",
                            "with runs: hosts, the nodes are the hosts of the inventory",
                            "remove it"));
        }
        Expected expected = new Expected(
                block.get("nodes")
                        .flatMap(value -> value.wholeNumber(1, MOST_NODES))
                        .orElse(nodes),
                block.get("controlPlane")
                        .flatMap(value -> value.choice(CONTROL_PLANE))
                        .orElse(staticPods),
                block.get("kubeletVersion").flatMap(Value::flag).orElse(kubeletVersion),
                block.get("kubeProxy").flatMap(Value::flag).orElse(kubeProxy),
                dns(block, dns),
                block.get("serviceProbes").flatMap(Value::flag).orElse(serviceProbes));
        block.end();
        return expected;
    }

    private static Optional<Dns> dns(Block block, Optional<Dns> usual) {
        Optional<Value> written = block.get("dns");
        if (written.isEmpty()) {
            return usual;
        }
        if (written.get().isText("none")) {
            return Optional.empty();
        }
        return written.get().block().map(names -> {
            Dns dns = new Dns(
                    names.get("deployment")
                            .flatMap(value -> value.text(Shape.DNS_NAME))
                            .orElse(Dns.CORE_DNS.workload()),
                    names.get("service")
                            .flatMap(value -> value.text(Shape.DNS_LABEL))
                            .orElse(Dns.CORE_DNS.service()));
            names.end();
            return dns;
        });
    }
}
