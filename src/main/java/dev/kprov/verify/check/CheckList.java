package dev.kprov.verify.check;

import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Network.Plugin;
import dev.kprov.profile.Profile;
import dev.kprov.verify.cluster.Probes;
import dev.kprov.verify.judge.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The checks that a profile's cluster has to pass, in the order in which they are reported.
public final class CheckList {
    private CheckList() {}

    public static List<Check> of(Profile profile, Inventory inventory) {
        List<Check> checks = new ArrayList<>();
        checks.add(new ApiReady());
        checks.add(new NodeSet(inventory));
        checks.add(new NodesReady(inventory));
        checks.add(new NodeSettings(profile.kubernetesVersion(), inventory));
        checks.add(new ControlPlane(inventory));
        if (profile.settings().kubeProxy()) {
            checks.add(new KubeProxy(inventory));
        }
        if (profile.network().plugin() != Plugin.NONE && profile.settings().networkPods()) {
            checks.add(new NetworkPlugin(profile.network().plugin(), inventory));
        }
        Optional<Dns> dns = profile.settings().dns();
        dns.map(CoreDns::new).ifPresent(checks::add);
        checks.add(new StablePods(profile.verification().window()));
        dns.map(found -> new ClusterDns(found, inventory)).ifPresent(checks::add);
        dns.map(found -> new ServiceRequests(found, inventory)).ifPresent(checks::add);
        return List.copyOf(checks);
    }

    /// Whether the probe's own Service has all the endpoints that it can have.
    public static boolean complete(Probes.Endpoints endpoints, int replicas) {
        return ServiceRequests.complete(endpoints, replicas);
    }
}
