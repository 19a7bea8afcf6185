package dev.kprov.profile.file;

import dev.kprov.address.Cidr;
import dev.kprov.profile.Dialect;
import dev.kprov.profile.Network;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads `network`.
final class NetworkBlock {
    private static final String POD_CIDR = "10.244.0.0/16";
    private static final String SERVICE_CIDR = "10.96.0.0/12";
    private static final String DNS_DOMAIN = "cluster.local";
    static final Network USUAL =
            new Network(POD_CIDR, SERVICE_CIDR, DNS_DOMAIN, Network.Plugin.FLANNEL, Optional.empty());

    private NetworkBlock() {}

    static Network read(Optional<Block> block, Dialect dialect) {
        return block.map(written -> read(written, dialect)).orElse(dialect.network());
    }

    private static Network read(Block block, Dialect dialect) {
        Network usual = dialect.network();
        Optional<Cidr> pods = cidr(block, "podCidr", usual.podCidr());
        Optional<Cidr> services = cidr(block, "serviceCidr", usual.serviceCidr());
        if (pods.isPresent() && services.isPresent()) {
            checkTogether(block, pods.get(), services.get());
        }
        services.ifPresent(cidr -> checkServiceSize(block, cidr));
        Network.Plugin plugin = block.get("plugin")
                .flatMap(value -> value.choice(dialect.plugins().stream()
                        .collect(Collectors.toUnmodifiableMap(Network.Plugin::word, word -> word))))
                .orElse(usual.plugin());
        Optional<String> manifest = block.get("manifest").flatMap(Location::fileOrUrl);
        checkManifest(block, plugin);
        Network network = new Network(
                pods.map(Cidr::toString).orElse(usual.podCidr()),
                services.map(Cidr::toString).orElse(usual.serviceCidr()),
                block.get("dnsDomain")
                        .flatMap(value -> value.text(Shape.DNS_NAME))
                        .orElse(usual.dnsDomain()),
                plugin,
                manifest);
        block.end();
        return network;
    }

    private static Optional<Cidr> cidr(Block block, String key, String usual) {
        Optional<Value> value = block.get(key);
        if (value.isEmpty()) {
            return block.has(key) ? Optional.empty() : Cidr.parse(usual);
        }
        Optional<String> text = value.get().text();
        Optional<Cidr> cidr = text.flatMap(Cidr::parse);
        if (text.isPresent() && cidr.isEmpty()) {
            value.get()
                    .refuse(
                            value.get().path() + " " + value.get().quoted() + " is not a network",
                            "a network is one IP address, a slash and the number of its fixed bits",
                            "write " + key + ": " + usual);
        }
        if (cidr.isPresent() && !cidr.get().equals(cidr.get().network())) {
            value.get()
                    .refuse(
                            value.get().path() + " " + value.get().quoted() + " has bits set behind its prefix",
                            "it names an address in a network, not the network",
                            "write " + key + ": " + cidr.get().network());
            return Optional.empty();
        }
        return cidr;
    }

    private static void checkTogether(Block block, Cidr pods, Cidr services) {
        if (pods.address().isIpv6() != services.address().isIpv6()) {
            refuse(
                    block,
                    "the networks of pods (" + pods + ") and Services (" + services + ") are of different kinds",
                    "a Service cannot reach pods of the other IP version",
                    "write both as IPv4 or both as IPv6");
        } else if (pods.overlaps(services)) {
            refuse(
                    block,
                    "the networks of pods (" + pods + ") and Services (" + services + ") overlap",
                    "an address would mean a pod and a Service at once",
                    "choose two networks that share no address, such as " + POD_CIDR + " and " + SERVICE_CIDR);
        }
    }

    /// At the value that was written, for the other one is a default then.
    private static void refuse(Block block, String what, String why, String remedy) {
        block.get("podCidr")
                .or(() -> block.get("serviceCidr"))
                .ifPresentOrElse(value -> value.refuse(what, why, remedy), () -> block.refuse(what, why, remedy));
    }

    /// The API server takes at most 2^20 addresses, kubeadm at least ten.
    private static void checkServiceSize(Block block, Cidr services) {
        int hostBits = services.address().bits() - services.prefix();
        if (hostBits > 20 || hostBits < 4) {
            int bits = services.address().bits();
            block.get("serviceCidr")
                    .ifPresent(value -> value.refuse(
                            value.path() + " " + value.quoted() + " is too " + (hostBits > 20 ? "large" : "small"),
                            "Kubernetes takes a prefix from /" + (bits - 20) + " to /" + (bits - 4) + " for Services",
                            "write serviceCidr: " + new Cidr(services.address(), bits - 20).network()));
        }
    }

    private static void checkManifest(Block block, Network.Plugin plugin) {
        if (plugin == Network.Plugin.MANIFEST && !block.has("manifest")) {
            refusePlugin(
                    block,
                    "network.manifest is missing",
                    "plugin: manifest applies the manifest that you name",
                    "add manifest: with a file or URL, or choose plugin: flannel");
        } else if (plugin == Network.Plugin.CILIUM && !block.has("manifest")) {
            refusePlugin(
                    block,
                    "network.manifest is missing",
                    "Cilium is released as a Helm chart only, and kprov does not run Helm",
                    "run helm template cilium cilium/cilium -n kube-system > cilium.yaml; add manifest: cilium.yaml");
        } else if (plugin == Network.Plugin.NONE || plugin == Network.Plugin.DEFAULT) {
            block.get("manifest")
                    .ifPresent(value -> value.refuse(
                            "network.manifest is of no use",
                            plugin == Network.Plugin.NONE
                                    ? "plugin: none leaves the network to you"
                                    : "plugin: default takes the network that the installer brings along",
                            "remove it, or write plugin: manifest"));
        }
    }

    private static void refusePlugin(Block block, String what, String why, String remedy) {
        block.get("plugin").ifPresent(value -> value.refuse(what, why, remedy));
    }
}
