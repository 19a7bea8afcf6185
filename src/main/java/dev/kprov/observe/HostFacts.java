package dev.kprov.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What one round trip found on a host. Nothing there was changed to learn it.
///
/// @param clockMillis the host's clock, since the epoch
/// @param clockOffMillis how far the host's clock is ahead of this machine's; at least the round trip is uncertain
/// @param membership what the host is in a cluster, empty when it is in none
/// @param running steps of kprov that were begun and have not ended
public record HostFacts(
        Identity identity,
        Os os,
        Resources resources,
        Kernel kernel,
        Network network,
        Software software,
        Files files,
        long clockMillis,
        long clockOffMillis,
        Optional<Membership> membership,
        List<RunningStep> running) {
    public HostFacts {
        running = List.copyOf(running);
    }

    /// @param key its folder's name
    /// @param step its id, which need not be one of the plan that is to be made
    public record RunningStep(String key, String cluster, String step, String title) {}

    /// What must differ between hosts.
    ///
    /// @param bootId tells one boot of the host from another, see `Life`
    /// @param productUuid empty where the hardware tells none
    public record Identity(String hostname, String machineId, String bootId, String productUuid) {}

    /// @param id of /etc/os-release, e.g. `debian`
    /// @param version e.g. `12`
    /// @param codename e.g. `bookworm`; empty when the system names none
    /// @param architecture as Debian names it, e.g. `amd64`
    /// @param kernel e.g. `6.1.0-18-amd64`
    public record Os(String id, String version, String codename, String architecture, String kernel) {}

    /// @param diskFreeMb by folder asked for
    /// @param swap devices and files in use
    /// @param cgroupVersion 1 or 2
    public record Resources(
            int cpus, long memoryMb, Map<String, Long> diskFreeMb, List<String> swap, int cgroupVersion) {}

    /// @param modules loaded or built in, of those asked for
    /// @param sysctls by name, of those asked for; absent when the kernel lacks it
    public record Kernel(Set<String> modules, Map<String, String> sysctls) {}

    /// @param resolvers `nameserver` addresses that pods would inherit
    /// @param listening TCP port to the program that listens on it
    /// @param subnets the networks that the host stands in itself, e.g. `10.0.0.0/24` to `eth0`; those that a
    ///     cluster's network plugin made are not among them
    public record Network(List<String> resolvers, Map<Integer, String> listening, Map<String, String> subnets) {}

    /// @param packages installed package to its version, of those asked for
    /// @param held packages on hold
    /// @param units unit to `ACTIVE/ENABLED` as systemd words them, of those asked for
    /// @param runtimeVersion of containerd, e.g. `1.6.20`
    /// @param images references in the runtime's `k8s.io` namespace
    /// @param kubeadmImages what an installed kubeadm wants for the profile's Kubernetes version; empty without
    ///     kubeadm
    public record Software(
            Map<String, String> packages,
            Set<String> held,
            Map<String, String> units,
            Optional<String> runtimeVersion,
            Set<String> images,
            List<String> kubeadmImages) {}

    /// @param hashes path to SHA-256 (lower-case hex), of those asked for; absent when there is no such file
    /// @param texts path to content, of those asked for
    public record Files(Map<String, String> hashes, Map<String, String> texts) {}

    /// What a host is in the cluster it belongs to.
    ///
    /// @param nodeName of the kubelet
    /// @param server the API server's URL in kubelet.conf
    /// @param caHash `sha256:…` of the cluster CA's public key, as kubeadm pins it
    /// @param apiReady whether this host's API server answers /readyz; only on control planes
    /// @param cluster what its API says, when it could be asked
    public record Membership(
            String nodeName,
            String server,
            String caHash,
            boolean controlPlane,
            boolean apiReady,
            Optional<ClusterState> cluster) {}

    /// What the API of a running cluster says.
    ///
    /// @param objects DaemonSets, Deployments and ConfigMaps, as `Kind/namespace/name`
    public record ClusterState(Map<String, NodeState> nodes, Set<String> objects) {}

    /// @param labels as `key=value`
    /// @param taints as `key=value:effect` or `key:effect`
    public record NodeState(boolean ready, Set<String> labels, Set<String> taints) {}
}
