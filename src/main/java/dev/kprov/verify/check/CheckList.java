package dev.kprov.verify.check;

import dev.kprov.inventory.Inventory;
import dev.kprov.profile.Network.Plugin;
import dev.kprov.profile.Profile;
import dev.kprov.verify.cluster.Probes;
import java.util.ArrayList;
import java.util.List;

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
        if (hasDns(profile)) {
            checks.add(new CoreDns());
        }
        checks.add(new StablePods(profile.verification().window()));
        if (hasDns(profile)) {
            checks.add(new ClusterDns(inventory));
            checks.add(new ServiceRequests(inventory));
        }
        return List.copyOf(checks);
    }

    /// Whether the cluster is to have CoreDNS.
    public static boolean hasDns(Profile profile) {
        return profile.settings().dns();
    }

    /// Whether the probe's own Service has all the endpoints that it can have.
    public static boolean complete(Probes.Endpoints endpoints, int replicas) {
        return ServiceRequests.complete(endpoints, replicas);
    }
}
