package dev.kprov.installer.kops;

import dev.kprov.installer.Expected;
import dev.kprov.profile.Dns;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Settings;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The block `kops` of a profile.
///
/// @param stateStore URL; empty where it is to come from `KOPS_STATE_STORE`
/// @param domain what follows the cluster's name in kops's name for it
/// @param nodes empty where a manifest says it
/// @param networking kops's word
/// @param dnsType in which zone the name of the API is written, in kops's words
/// @param sshPublicKey a file
/// @param adminTtl how long a kubeconfig is good for
/// @param labels of everything in the cloud
/// @param terraform whether Terraform makes what is in the cloud
/// @param manifest a file with Cluster and InstanceGroups, instead of what makes them
/// @param set `PATH=VALUE` of the Cluster
/// @param flags of `kops create cluster`, without `--`, each with its values
/// @param cloudTimeout how long one question to a cloud may take
record KopsSettings(
        Cloud cloud,
        Optional<String> stateStore,
        String domain,
        Optional<Nodes> nodes,
        String networking,
        Optional<String> topology,
        String dnsType,
        Optional<String> project,
        Optional<String> sshPublicKey,
        Duration adminTtl,
        Map<String, String> labels,
        boolean terraform,
        Optional<String> manifest,
        List<String> set,
        Map<String, List<String>> flags,
        Optional<String> channel,
        List<String> featureFlags,
        Validation validation,
        Duration cloudTimeout,
        Expected expected)
        implements Settings {
    /// Its kube-proxy, where it has one, is a static pod of each node and no DaemonSet; `kops validate` judges it.
    static final Expected USUAL = new Expected(0, true, true, false, Optional.of(Dns.CORE_DNS), false);

    /// Networks that kops leaves to others, or to the cloud.
    private static final Set<String> WITHOUT_PODS = Set.of("cni", "external", "kubenet", "gcp");

    KopsSettings {
        labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
        set = List.copyOf(set);
        flags = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(flags));
        featureFlags = List.copyOf(featureFlags);
    }

    /// What machines there are to be.
    record Nodes(List<String> zones, Group controlPlanes, Group workers) {
        Nodes {
            zones = List.copyOf(zones);
        }
    }

    /// Machines of one role.
    ///
    /// @param zones those of the cluster when empty
    /// @param least how few a cloud may make of it; the count when empty
    record Group(
            int count, Optional<String> size, List<String> zones, Optional<Integer> least, Optional<Integer> most) {
        Group {
            zones = List.copyOf(zones);
        }
    }

    /// How `kops validate cluster` is asked.
    ///
    /// @param count how often in a row the cluster has to be valid
    record Validation(Duration timeout, Duration interval, int count) {
        static final Validation USUAL = new Validation(Duration.ofMinutes(15), Duration.ofSeconds(10), 1);
    }

    static KopsSettings of(Profile profile) {
        return profile.settings(KopsSettings.class);
    }

    /// A cluster's name as kops knows it.
    String fullName(String cluster) {
        return cluster + "." + domain;
    }

    @Override
    public OptionalInt foundNodes() {
        if (expected.nodes() > 0) {
            return OptionalInt.of(expected.nodes());
        }
        // Where the cloud may choose how many there are, nobody knows.
        return OptionalInt.of(nodes.filter(made -> made.workers().least().isEmpty()
                        && made.workers().most().isEmpty())
                .map(made -> made.controlPlanes().count() + made.workers().count())
                .orElse(0));
    }

    @Override
    public boolean staticPods() {
        return expected.staticPods();
    }

    @Override
    public String etcdPods() {
        return "etcd-manager-main";
    }

    @Override
    public boolean kubeletVersions() {
        return expected.kubeletVersion();
    }

    @Override
    public Optional<Dns> dns() {
        return expected.dns();
    }

    @Override
    public boolean networkPods() {
        return manifest.isEmpty() && !WITHOUT_PODS.contains(networking);
    }

    @Override
    public boolean kubeProxy() {
        return expected.kubeProxy();
    }

    @Override
    public boolean serviceProbes() {
        return expected.serviceProbes();
    }
}
