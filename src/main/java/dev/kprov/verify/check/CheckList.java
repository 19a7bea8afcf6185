package dev.kprov.verify.check;

import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Network.Plugin;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Settings;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.judge.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The checks that a profile's cluster has to pass, in the order in which they are reported.
public final class CheckList {
    private CheckList() {}

    public static List<Check> of(Profile profile, Inventory inventory) {
        List<Check> checks = new ArrayList<>();
        OptionalInt found = profile.settings().foundNodes();
        checks.add(new ApiReady(profile.settings().staticPods()));
        checks.add(found.isPresent() ? new NodeCount(found.getAsInt()) : new NodeSet(inventory));
        for (Check check : ofEveryNode(profile, inventory)) {
            checks.add(found.isPresent() ? new EveryFoundNode(check) : check);
        }
        Optional<Dns> dns = profile.settings().dns();
        dns.map(CoreDns::new).ifPresent(checks::add);
        checks.add(new StablePods(profile.verification().window()));
        dns.ifPresent(names -> checks.addAll(ofDns(names, profile.settings(), inventory)));
        return List.copyOf(checks);
    }

    private static List<Check> ofDns(Dns dns, Settings settings, Inventory inventory) {
        if (nodesAsk(settings, inventory)) {
            return List.of(new ClusterDns(dns, inventory), new ServiceRequests(dns, inventory));
        }
        String why = settings.serviceProbes() ? "there is no way to the nodes" : "the nodes are not to ask Services";
        return List.of(new DnsThroughApi(dns, why));
    }

    /// Whether the nodes themselves ask Services. Where one cannot, none does: "from every node" would be too much.
    public static boolean nodesAsk(Settings settings, Inventory inventory) {
        return settings.serviceProbes()
                && settings.foundNodes().isEmpty()
                && inventory.hosts().stream().allMatch(Host::hasWay);
    }

    private static List<Check> ofEveryNode(Profile profile, Inventory inventory) {
        Settings settings = profile.settings();
        List<Check> checks = new ArrayList<>();
        checks.add(new NodesReady(inventory));
        checks.add(new NodeSettings(profile, inventory));
        if (settings.staticPods()) {
            checks.add(new ControlPlane(inventory));
        }
        if (settings.kubeProxy()) {
            checks.add(new KubeProxy(inventory));
        }
        if (profile.network().plugin() != Plugin.NONE && profile.settings().networkPods()) {
            checks.add(new NetworkPlugin(profile.network().plugin(), inventory));
        }
        return checks;
    }

    /// Whether the probe's own Service has all the endpoints that it can have.
    public static boolean complete(Probes.Endpoints endpoints, int replicas) {
        return ServiceRequests.complete(endpoints, replicas);
    }
}
