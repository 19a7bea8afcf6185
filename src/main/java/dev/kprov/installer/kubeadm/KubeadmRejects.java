package dev.kprov.installer.kubeadm;

import dev.kprov.installer.Manifest;
import dev.kprov.installer.Networks;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/// What kubeadm cannot do with this profile and inventory, found without looking at any host.
final class KubeadmRejects {
    private static final int OLDEST_MINOR = 31;

    private final Profile profile;
    private final Inventory inventory;
    private final List<Problem> problems = new ArrayList<>();

    KubeadmRejects(Profile profile, Inventory inventory) {
        this.profile = profile;
        this.inventory = inventory;
    }

    List<Problem> problems() {
        oneControlPlane();
        version();
        plugin();
        problems.addAll(Networks.overlaps(profile, inventory));
        return problems;
    }

    private void oneControlPlane() {
        List<Host> controlPlanes = inventory.hosts(Role.CONTROL_PLANE);
        if (controlPlanes.size() > 1) {
            for (Host host : controlPlanes.subList(1, controlPlanes.size())) {
                problems.add(Problem.invalid(
                        inventory.at(host.name(), "roles"),
                        host.name() + " is one control plane too many",
                        "kprov's kubeadm installer makes clusters with one control plane; this inventory has "
                                + controlPlanes.size(),
                        "give " + host.name() + " the role worker, or remove it"));
            }
        }
    }

    private void version() {
        String[] parts = profile.kubernetesVersion().split("\\.", -1);
        if (!parts[0].equals("1") || Integer.parseInt(parts[1]) < OLDEST_MINOR) {
            problems.add(Problem.invalid(
                    profile.source().at("kubernetes.version"),
                    "Kubernetes " + profile.kubernetesVersion() + " is too old",
                    "kprov writes kubeadm.k8s.io/v1beta4, which kubeadm understands since 1." + OLDEST_MINOR,
                    "set kubernetes.version to 1." + OLDEST_MINOR + ".0 or newer"));
        }
    }

    private void plugin() {
        Network network = profile.network();
        if (network.plugin() != Network.Plugin.NONE
                && Manifest.location(network).isEmpty()) {
            problems.add(Problem.invalid(
                    profile.source().at("network.plugin"),
                    KubeadmUp.word(network.plugin()) + " needs a manifest",
                    "its project publishes no single manifest that kprov could apply",
                    "set network.manifest to a file or URL (for cilium: the output of helm template)"));
        }
    }
}
