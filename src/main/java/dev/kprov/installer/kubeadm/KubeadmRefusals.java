package dev.kprov.installer.kubeadm;

import dev.kprov.installer.Intent;
import dev.kprov.installer.Networks;
import dev.kprov.installer.containerd.ContainerdConfig;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.observe.HostFacts;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Why these hosts, as they are, cannot become this cluster. Found before anything is changed.
final class KubeadmRefusals {
    /// Of kubeadm's preflight (`constants.ControlPlaneNumCPU`, `ControlPlaneMem`).
    private static final int CONTROL_PLANE_CPUS = 2;

    private static final int CONTROL_PLANE_MB = 1700;
    /// Images alone take about this much; below it the kubelet evicts what it starts.
    private static final int DISK_MB = 1024;
    /// A certificate of the one must be valid on the other.
    private static final int CLOCK_SKEW_MILLIS = 30_000;

    private static final Map<Integer, String> CONTROL_PLANE_PORTS = new TreeMap<>(Map.of(
            6443,
            "kube-apiserver",
            2379,
            "etcd",
            2380,
            "etcd",
            10250,
            "kubelet",
            10257,
            "kube-controller-manager",
            10259,
            "kube-scheduler"));
    private static final Map<Integer, String> WORKER_PORTS = Map.of(10250, "kubelet");

    private final Intent intent;
    private final HostState state;
    private final List<Problem> problems = new ArrayList<>();

    KubeadmRefusals(Intent intent) {
        this.intent = intent;
        this.state = new HostState(intent);
    }

    List<Problem> problems() {
        Map<String, HostFacts.Network> networks = new HashMap<>();
        for (Host host : intent.inventory().hosts()) {
            HostFacts facts = state.facts(host);
            system(host, facts);
            containerd(host, facts);
            membership(host);
            if (facts.membership().isEmpty()) {
                size(host, facts);
                swap(host, facts);
                cgroup(host, facts);
                if (!state.unfinished(host) && !state.leftover(host)) {
                    ports(host, facts);
                    networks.put(host.name(), facts.network());
                }
            }
        }
        problems.addAll(Networks.overlaps(intent.profile(), networks));
        sameMachine();
        clocks();
        return problems;
    }

    private void system(Host host, HostFacts facts) {
        if (!Set.of("debian", "ubuntu").contains(facts.os().id())) {
            refuse(
                    host,
                    "kprov cannot prepare " + facts.os().id() + " " + facts.os().version(),
                    "its kubeadm installer installs packages with apt, on Debian and Ubuntu",
                    "use a Debian or Ubuntu host");
        }
    }

    private void containerd(Host host, HostFacts facts) {
        ContainerdConfig.parse(facts.files().texts().getOrDefault(ContainerdConfig.PATH, ""))
                .ifPresentOrElse(
                        config -> {
                            if (config.hasInlineMirrors()
                                    && !intent.profile().imageMirrors().isEmpty()) {
                                refuse(
                                        host,
                                        ContainerdConfig.PATH + " configures registry.mirrors",
                                        "containerd refuses them beside config_path, which the profile's images.mirrors need",
                                        "move them into files below " + ContainerdConfig.REGISTRY_FOLDER
                                                + ", or remove images.mirrors from the profile");
                            }
                        },
                        () -> refuse(
                                host,
                                ContainerdConfig.PATH + " is not TOML",
                                "kprov merges its settings into the file and cannot read it",
                                "correct the file (try: containerd config dump), or move it away"));
    }

    private void membership(Host host) {
        state.membership(host).ifPresent(member -> {
            if (state.elsewhere(member)) {
                refuse(
                        host,
                        host.name() + " is a node of another cluster",
                        "its kubelet talks to " + member.server(),
                        "take the host out of this inventory, or end that cluster there first (kubeadm reset)");
            } else if (state.silent(host)) {
                refuse(
                        host,
                        host.name() + " has a control plane whose API does not answer",
                        "its kubeadm init came to its end, or was not kprov's; its containers do not run, or only begin to",
                        "look at it (journalctl -u kubelet; crictl ps -a), or start over: kprov up --fresh");
            }
        });
    }

    private void size(Host host, HostFacts facts) {
        if (host.is(Role.CONTROL_PLANE)) {
            if (facts.resources().cpus() < CONTROL_PLANE_CPUS && !ignored("numcpu")) {
                refuse(
                        host,
                        host.name() + " has " + facts.resources().cpus() + " CPU",
                        "kubeadm wants " + CONTROL_PLANE_CPUS + " for a control plane",
                        "give the host more, or list NumCPU in kubeadm.initConfiguration.nodeRegistration.ignorePreflightErrors");
            }
            if (facts.resources().memoryMb() < CONTROL_PLANE_MB && !ignored("mem")) {
                refuse(
                        host,
                        host.name() + " has " + facts.resources().memoryMb() + " MB of memory",
                        "kubeadm wants " + CONTROL_PLANE_MB + " MB for a control plane",
                        "give the host more, or list Mem in kubeadm.initConfiguration.nodeRegistration.ignorePreflightErrors");
            }
        }
        facts.resources().diskFreeMb().forEach((folder, free) -> {
            if (free < DISK_MB) {
                refuse(
                        host,
                        folder + " on " + host.name() + " has " + free + " MB left",
                        "images and containers need at least " + DISK_MB
                                + " MB, and a kubelet evicts pods from a full disk",
                        "free space there (try: du -xh " + folder + " | sort -h | tail), or give it a larger disk");
            }
        });
    }

    private void swap(Host host, HostFacts facts) {
        if (!facts.resources().swap().isEmpty() && !Boolean.FALSE.equals(kubelet("failSwapOn"))) {
            refuse(
                    host,
                    "swap is on at " + host.name() + ": "
                            + String.join(", ", facts.resources().swap()),
                    "a kubelet does not start beside swap unless it is told to",
                    "run swapoff -a there and remove swap from /etc/fstab, or set"
                            + " kubeadm.kubeletConfiguration.failSwapOn: false in the profile");
        }
    }

    private void cgroup(Host host, HostFacts facts) {
        int minor = Integer.parseInt(intent.profile().kubernetesVersion().split("\\.", -1)[1]);
        if (facts.resources().cgroupVersion() == 1 && minor >= 35 && !Boolean.FALSE.equals(kubelet("failCgroupV1"))) {
            refuse(
                    host,
                    host.name() + " runs cgroup v1",
                    "since Kubernetes 1.35 a kubelet does not start on it unless it is told to",
                    "boot the host with cgroup v2 (systemd.unified_cgroup_hierarchy=1), or set"
                            + " kubeadm.kubeletConfiguration.failCgroupV1: false in the profile");
        }
    }

    private void ports(Host host, HostFacts facts) {
        Map<Integer, String> wanted = host.is(Role.CONTROL_PLANE) ? CONTROL_PLANE_PORTS : WORKER_PORTS;
        wanted.forEach((port, component) -> {
            String program = facts.network().listening().get(port);
            if (program != null) {
                refuse(
                        host,
                        "port " + port + " on " + host.name() + " is taken by " + program,
                        component + " listens there",
                        "stop " + program + " (find it with: ss -ltnp 'sport = :" + port + "')");
            }
        });
    }

    private void sameMachine() {
        Map<String, String> first = new HashMap<>();
        for (Host host : intent.inventory().hosts()) {
            String id = state.facts(host).identity().machineId();
            String other = id.isEmpty() ? null : first.putIfAbsent(id, host.name());
            if (other != null) {
                refuse(
                        host,
                        host.name() + " and " + other + " are the same machine, or copies of one",
                        "both have the machine id " + id,
                        "correct the address of one; on a copy run: rm /etc/machine-id && systemd-machine-id-setup");
            }
        }
    }

    private void clocks() {
        long reference = state.facts(intent.inventory().hosts().getFirst()).clockOffMillis();
        for (Host host : intent.inventory().hosts()) {
            long skew = state.facts(host).clockOffMillis() - reference;
            if (Math.abs(skew) > CLOCK_SKEW_MILLIS) {
                refuse(
                        host,
                        "the clock of " + host.name() + " is " + skew / 1000 + " s away from that of "
                                + intent.inventory().hosts().getFirst().name(),
                        "certificates made on one host would not be valid on the other",
                        "keep the hosts' time with chrony or systemd-timesyncd (try: timedatectl)");
            }
        }
    }

    private Object kubelet(String key) {
        return KubeadmSettings.of(intent.profile())
                .get("kubeletConfiguration", key)
                .orElse("");
    }

    private boolean ignored(String check) {
        return KubeadmSettings.of(intent.profile())
                                .get("initConfiguration", "nodeRegistration")
                                .orElse("")
                        instanceof Map<?, ?> registration
                && registration.get("ignorePreflightErrors") instanceof List<?> names
                && names.stream()
                        .map(name -> String.valueOf(name).toLowerCase(Locale.ROOT))
                        .anyMatch(name -> name.equals(check) || name.equals("all"));
    }

    private void refuse(Host host, String what, String why, String remedy) {
        problems.add(new Problem(ExitCode.INVALID, host.name(), what, why, remedy));
    }
}
