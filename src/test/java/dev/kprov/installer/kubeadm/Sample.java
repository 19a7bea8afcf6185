package dev.kprov.installer.kubeadm;

import dev.kprov.installer.Credentials;
import dev.kprov.installer.Intent;
import dev.kprov.installer.containerd.ContainerdConfig;
import dev.kprov.installer.containerd.RegistryHosts;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.observe.ChangedFacts;
import dev.kprov.observe.Facts;
import dev.kprov.observe.HostFacts;
import dev.kprov.observe.HostFacts.ClusterState;
import dev.kprov.observe.HostFacts.Membership;
import dev.kprov.observe.HostFacts.NodeState;
import dev.kprov.policy.OnFailure;
import dev.kprov.profile.Network;
import dev.kprov.profile.Packages;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Runtime;
import dev.kprov.profile.Timeouts;
import dev.kprov.profile.Verification;
import dev.kprov.yaml.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Two Debian hosts, a profile for them, and facts that a test changes where it wants to.
final class Sample {
    static final Credentials CREDENTIALS = new Credentials("abcdef.0123456789abcdef", "f".repeat(64));
    static final String KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nkey\n-----END PGP PUBLIC KEY BLOCK-----\n";
    static final String MANIFEST = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: kube-flannel-cfg, namespace: kube-flannel}
            data:
              net-conf.json: |
                {"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: kube-flannel-ds, namespace: kube-flannel}
            spec:
              template:
                spec:
                  initContainers:
                  - {name: install, image: "ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel1"}
                  containers:
                  - {name: kube-flannel, image: "ghcr.io/flannel-io/flannel:v0.28.4"}
            """;
    static final List<String> LISTED = List.of(
            "registry.k8s.io/kube-apiserver:v1.36.4",
            "registry.k8s.io/kube-controller-manager:v1.36.4",
            "registry.k8s.io/kube-scheduler:v1.36.4",
            "registry.k8s.io/kube-proxy:v1.36.4",
            "registry.k8s.io/coredns/coredns:v1.14.2",
            "registry.k8s.io/pause:3.10.2",
            "registry.k8s.io/etcd:3.6.8-0");

    final Map<String, HostFacts> facts = new HashMap<>();
    Map<String, Object> settings = new LinkedHashMap<>();
    List<Host> hosts = List.of(host("cp-1", "10.0.0.1", Role.CONTROL_PLANE), host("worker-1", "10.0.0.2", Role.WORKER));
    Network network = new Network(
            "10.244.0.0/16", "10.96.0.0/12", "cluster.local", Network.Plugin.FLANNEL, Optional.of("flannel.yml"));
    Map<String, List<String>> mirrors = Map.of();
    String version = "1.36.4";

    Sample() {
        hosts.forEach(host -> facts.put(host.name(), fresh(host.name())));
    }

    static Host host(String name, String address, Role... roles) {
        return new Host(name, address, address, Set.of(roles), Map.of(), List.of(), new Access.Local(), Become.NONE);
    }

    Profile profile() {
        return new Profile(
                "kubeadm",
                Optional.empty(),
                "kubeadm",
                version,
                network,
                Optional.empty(),
                new Runtime("containerd", Optional.empty()),
                new Packages(new Packages.Repository("http://mirror/deb/", "/", "", "mirror.asc"), Optional.empty()),
                mirrors,
                new Timeouts(Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(5)),
                Verification.DEFAULT,
                new OnFailure.Finish(),
                new KubeadmSettings(settings),
                Source.NONE);
    }

    Inventory inventory() {
        return new Inventory("lab", hosts, Source.NONE);
    }

    Intent intent() {
        return new Intent(
                profile(),
                inventory(),
                new Facts(facts, Map.of("mirror.asc", KEY, "flannel.yml", MANIFEST), List.of()),
                CREDENTIALS);
    }

    /// A machine with containerd as Debian installs it and nothing of Kubernetes.
    static HostFacts fresh(String name) {
        return new HostFacts(
                new HostFacts.Identity(name, "id-of-" + name, "boot", ""),
                new HostFacts.Os("debian", "12", "bookworm", "amd64", "6.1.0"),
                new HostFacts.Resources(2, 4096, Map.of("/var", 20_000L), List.of(), 2),
                new HostFacts.Kernel(Set.of("overlay"), Map.of("net.ipv4.ip_forward", "0")),
                new HostFacts.Network(List.of("10.0.0.53"), Map.of(22, "sshd"), Map.of("10.0.0.0/24", "eth0")),
                new HostFacts.Software(
                        Map.of("containerd", "1.6.20~ds1-1"),
                        Set.of(),
                        Map.of("containerd.service", "active/enabled"),
                        Optional.of("1.6.20"),
                        Set.of(),
                        List.of()),
                new HostFacts.Files(Map.of(), Map.of(ContainerdConfig.PATH, "version = 2\n")),
                1_000,
                0,
                Optional.empty(),
                List.of());
    }

    /// The same machines after a good `up`.
    Sample built() {
        for (Host host : hosts) {
            HostFacts before = facts.get(host.name());
            Map<String, String> hashes = new HashMap<>();
            HostFiles.kernel(profile()).forEach((path, text) -> hashes.put(path, HostFiles.sha256(text)));
            HostFiles.packages(profile(), intent().facts(), false)
                    .forEach((path, text) -> hashes.put(path, HostFiles.sha256(text)));
            Map<String, String> texts = new HashMap<>();
            String config = ContainerdConfig.parse("version = 2\n")
                    .orElseThrow()
                    .merged(KubeadmImages.Sandbox.of(LISTED).image(), !mirrors.isEmpty())
                    .orElseThrow();
            texts.put(ContainerdConfig.PATH, config);
            mirrors.forEach((registry, urls) ->
                    texts.put(RegistryHosts.path(registry), RegistryHosts.merged(registry, urls, "")));
            facts.put(
                    host.name(),
                    ChangedFacts.of(before)
                            .kernel(new HostFacts.Kernel(
                                    Set.copyOf(KubeadmInstaller.MODULES), HostFiles.sysctls(profile())))
                            .listening(Map.of(22, "sshd", 10250, "kubelet"))
                            .software(new HostFacts.Software(
                                    Map.of(
                                            "kubeadm", "1.36.4-1.1",
                                            "kubelet", "1.36.4-1.1",
                                            "kubectl", "1.36.4-1.1",
                                            "cri-tools", "1.36.0-1.1",
                                            "kubernetes-cni", "1.9.1-1.1"),
                                    Set.copyOf(KubeadmInstaller.PACKAGES),
                                    Map.of("containerd.service", "active/enabled", "kubelet.service", "active/enabled"),
                                    Optional.of("1.6.20"),
                                    Set.of(
                                            "registry.k8s.io/pause:3.10.2",
                                            "registry.k8s.io/kube-proxy:v1.36.4",
                                            "ghcr.io/flannel-io/flannel:v0.28.4",
                                            "ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel1"),
                                    LISTED))
                            .files(new HostFacts.Files(hashes, texts))
                            .membership(membership(host))
                            .facts());
        }
        return this;
    }

    private Membership membership(Host host) {
        boolean controlPlane = host.is(Role.CONTROL_PLANE);
        Map<String, NodeState> nodes = new HashMap<>();
        hosts.forEach(one -> nodes.put(one.name(), new NodeState(true, Set.of(), Set.of())));
        return new Membership(
                host.name(),
                "https://10.0.0.1:6443",
                "sha256:" + "a".repeat(64),
                controlPlane,
                controlPlane,
                controlPlane
                        ? Optional.of(new ClusterState(
                                nodes,
                                Set.of(
                                        "ConfigMap/kube-system/kubeadm-config",
                                        "ConfigMap/kube-public/cluster-info",
                                        "DaemonSet/kube-flannel/kube-flannel-ds",
                                        "Deployment/kube-system/coredns")))
                        : Optional.empty());
    }
}
