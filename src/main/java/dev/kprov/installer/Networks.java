package dev.kprov.installer;

import dev.kprov.address.Cidr;
import dev.kprov.address.IpAddress;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.observe.HostFacts;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What only both files together can tell about the networks; any installer may ask.
public final class Networks {
    private Networks() {}

    /// A problem for each host that stands in the network of pods or Services, one when the pods' network has fewer
    /// parts than there are hosts, and one when it is of another IP version than they. Names are not looked up.
    public static List<Problem> overlaps(Profile profile, Inventory inventory) {
        List<Problem> problems = new ArrayList<>();
        Network network = profile.network();
        Cidr.parse(network.podCidr()).ifPresent(pods -> {
            inside(problems, profile, inventory, pods, "podCidr");
            tooFew(problems, profile, inventory, pods);
            otherKind(problems, profile, inventory, pods);
        });
        Cidr.parse(network.serviceCidr())
                .ifPresent(services -> inside(problems, profile, inventory, services, "serviceCidr"));
        return problems;
    }

    /// A problem for each network that hosts stand in and that the profile gives to pods or Services, too.
    ///
    /// @param found by the host's name
    public static List<Problem> overlaps(Profile profile, Map<String, HostFacts.Network> found) {
        Map<String, List<String>> places = places(found);
        List<Problem> problems = new ArrayList<>();
        Cidr.parse(profile.network().podCidr()).ifPresent(pods -> shared(problems, profile, "podCidr", pods, places));
        Cidr.parse(profile.network().serviceCidr())
                .ifPresent(services -> shared(problems, profile, "serviceCidr", services, places));
        return problems;
    }

    /// Who stands in which subnet, such as `eth0 on worker-1`.
    private static Map<String, List<String>> places(Map<String, HostFacts.Network> found) {
        Map<String, List<String>> places = new TreeMap<>();
        new TreeMap<>(found)
                .forEach((host, network) -> network.subnets()
                        .forEach((subnet, device) -> places.computeIfAbsent(subnet, other -> new ArrayList<>())
                                .add(device + " on " + host)));
        return places;
    }

    private static void shared(
            List<Problem> problems, Profile profile, String key, Cidr cidr, Map<String, List<String>> places) {
        places.forEach((subnet, where) -> Cidr.parse(subnet)
                .filter(cidr::overlaps)
                .ifPresent(other -> problems.add(Problem.invalid(
                        profile.source().at("network." + key),
                        "network." + key + " " + cidr + " overlaps " + subnet + ", a network of " + where.getFirst()
                                + (where.size() > 1 ? " and of " + (where.size() - 1) + " more" : ""),
                        "what stands in that network and what runs in pods could not reach each other",
                        "choose a network that no host is in (see there: ip route)"))));
    }

    private static void inside(List<Problem> problems, Profile profile, Inventory inventory, Cidr cidr, String key) {
        for (Host host : inventory.hosts()) {
            insideKey(host, cidr)
                    .ifPresent(addressKey -> problems.add(Problem.invalid(
                            profile.source().at("network." + key),
                            "network." + key + " " + cidr + " contains host " + host.name(),
                            "packets for " + host.name() + " would go to pods or Services instead; its " + addressKey
                                    + " stands at " + inventory.at(host.name(), addressKey),
                            "choose a network that no host is in")));
        }
    }

    /// The key whose address is inside, the internal one first.
    private static Optional<String> insideKey(Host host, Cidr cidr) {
        if (isInside(host.internalAddress(), cidr)) {
            return Optional.of(host.internalAddress().equals(host.address()) ? "address" : "internalAddress");
        }
        return isInside(host.address(), cidr) ? Optional.of("address") : Optional.empty();
    }

    private static boolean isInside(String address, Cidr cidr) {
        return IpAddress.parse(address).filter(cidr::contains).isPresent();
    }

    /// The API server does not start where its own address and the Services' are of two kinds.
    private static void otherKind(List<Problem> problems, Profile profile, Inventory inventory, Cidr pods) {
        boolean nativeNetworks = profile.settings().toString().contains("podSubnet");
        inventory.hosts().stream()
                .filter(host -> !nativeNetworks
                        && IpAddress.parse(host.internalAddress())
                                .filter(address ->
                                        address.isIpv6() != pods.address().isIpv6())
                                .isPresent())
                .findFirst()
                .ifPresent(host -> problems.add(Problem.invalid(
                        profile.source().at("network.podCidr"),
                        "network.podCidr " + pods + " is of another IP version than host " + host.name(),
                        "the others reach " + host.name() + " at " + host.internalAddress()
                                + ", and neither the API server nor pods cross from one version to the other",
                        "set podCidr and serviceCidr to "
                                + (pods.address().isIpv6()
                                        ? "IPv4 networks such as 10.244.0.0/16 and 10.96.0.0/12"
                                        : "IPv6 networks such as fd00:10:244::/48 and fd00:10:96::/112")
                                + ", or give the hosts an internalAddress of that version")));
    }

    /// Each node gets a /24 (IPv6: /64) of the pods' network, unless the settings say another size.
    private static void tooFew(List<Problem> problems, Profile profile, Inventory inventory, Cidr pods) {
        int part = pods.address().isIpv6() ? 64 : 24;
        int bits = part - pods.prefix();
        long parts = bits < 0 ? 0 : 1L << Math.min(bits, 32);
        boolean ownSize = profile.settings().toString().contains("node-cidr-mask-size");
        if (parts < inventory.hosts().size() && !ownSize) {
            problems.add(Problem.invalid(
                    profile.source().at("network.podCidr"),
                    "network.podCidr " + pods + " is too small for "
                            + inventory.hosts().size() + " hosts",
                    "each node gets a /" + part + " of it, and it has " + parts,
                    "choose a larger network, such as "
                            + (pods.address().isIpv6() ? "fd00:10:244::/48" : "10.244.0.0/16")));
        }
    }
}
