package dev.kprov.installer.minikube;

import dev.kprov.installer.FreeFlags;
import dev.kprov.installer.NodeCount;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the block `minikube`.
final class MinikubeBlock {
    private static final int MOST_CPUS = 1024;
    private static final Shape SIZE = new Shape(
            "a size",
            Pattern.compile("[1-9][0-9]{0,9}(?:[bkmg]|[kmg]b)?"),
            16,
            "it is a number with b, k, m or g behind it; without one, megabytes",
            "write 4g or 4096m");
    private static final Shape EXTRA = new Shape(
            "COMPONENT.KEY=VALUE",
            Pattern.compile("[a-z-]+\\.[A-Za-z0-9-]+=[^\\n]*"),
            400,
            "components are kubeadm, kubelet, apiserver, controller-manager, scheduler, etcd and proxy",
            "write kubelet.max-pods=50");
    private static final List<String> RUNTIMES = List.of("docker", "containerd", "cri-o");
    private static final List<String> NETWORKS = List.of("bridge", "kindnet");
    private static final Map<String, Boolean> KEEP = Map.of("keep", true, "remove", false);
    /// Without those that kprov says itself, each with the key that says it.
    private static final FreeFlags FREE = FreeFlags.of(
            "minikube start",
            "preload: false",
            "profile, name",
            "driver, minikube.driver",
            "vm-driver, minikube.driver",
            "nodes, minikube.nodes",
            "ha, minikube.nodes.controlPlanes",
            "cpus, minikube.cpus",
            "memory, minikube.memory",
            "disk-size, minikube.diskSize",
            "container-runtime, minikube.containerRuntime",
            "kubernetes-version, kubernetes.version",
            "cni, network.plugin or minikube.cni",
            "service-cluster-ip-range, network.serviceCidr",
            "dns-domain, network.dnsDomain",
            "addons, minikube.addons",
            "install-addons, minikube.defaultAddons",
            "extra-config, minikube.extraConfig",
            "feature-gates, minikube.featureGates",
            "binary-mirror, minikube.binaryMirror",
            "image-repository, minikube.imageRepository",
            "registry-mirror, minikube.registryMirrors",
            "insecure-registry, minikube.insecureRegistries",
            "mount, minikube.mount",
            "mount-string, minikube.mount",
            "ssh-ip-address, the inventory",
            "ssh-user, the inventory",
            "ssh-port, the inventory",
            "ssh-key, the inventory",
            "output, nothing: kprov reads what minikube says",
            "interactive, nothing: kprov reads what minikube says",
            "keep-context, nothing: the kubeconfig is the cluster's own",
            "embed-certs, nothing: the kubeconfig is the cluster's own",
            "wait, nothing: kprov verifies the cluster itself",
            "dry-run, nothing: kprov plan changes nothing",
            "download-only, nothing: a cluster is wanted");

    private MinikubeBlock() {}

    static MinikubeSettings read(Optional<Block> written) {
        return written.map(MinikubeBlock::read)
                .orElseGet(() -> new MinikubeSettings(
                        Driver.DOCKER,
                        Optional.empty(),
                        Map.of(),
                        "containerd",
                        Optional.empty(),
                        List.of(),
                        true,
                        Optional.empty(),
                        MinikubeSettings.Mirrors.NONE,
                        List.of(),
                        Map.of(),
                        false,
                        new LinkedHashMap<>()));
    }

    private static MinikubeSettings read(Block block) {
        MinikubeSettings settings = new MinikubeSettings(
                block.get("driver").flatMap(value -> value.choice(drivers())).orElse(Driver.DOCKER),
                block.block("nodes").map(NodeCount::read),
                sizes(block),
                block.get("containerRuntime")
                        .flatMap(value -> value.choice(same(RUNTIMES)))
                        .orElse("containerd"),
                block.get("cni").flatMap(value -> value.choice(same(NETWORKS))),
                texts(block, "addons", Value::text),
                block.get("defaultAddons").flatMap(Value::flag).orElse(true),
                block.block("mount").flatMap(MinikubeBlock::mount),
                new MinikubeSettings.Mirrors(
                        block.get("binaryMirror").flatMap(Value::text),
                        block.get("imageRepository").flatMap(Value::text),
                        texts(block, "registryMirrors", Value::text),
                        texts(block, "insecureRegistries", Value::text)),
                texts(block, "extraConfig", value -> value.text(EXTRA)),
                gates(block),
                block.get("onFailure").flatMap(value -> value.choice(KEEP)).orElse(false),
                FREE.read(block.block("flags")));
        block.end();
        return settings;
    }

    private static Map<String, Driver> drivers() {
        return Arrays.stream(Driver.values()).collect(Collectors.toUnmodifiableMap(Driver::word, driver -> driver));
    }

    private static Map<String, String> same(List<String> words) {
        return words.stream().collect(Collectors.toUnmodifiableMap(word -> word, word -> word));
    }

    private static Map<String, String> sizes(Block block) {
        Map<String, String> sizes = new LinkedHashMap<>();
        block.get("cpus")
                .flatMap(value -> value.isText("max") ? value.text() : cpus(value))
                .ifPresent(cpus -> sizes.put("cpus", cpus));
        block.get("memory")
                .flatMap(value -> value.isText("max") ? value.text() : size(value))
                .ifPresent(memory -> sizes.put("memory", memory));
        block.get("diskSize").flatMap(MinikubeBlock::size).ifPresent(disk -> sizes.put("disk-size", disk));
        return sizes;
    }

    private static Optional<String> cpus(Value value) {
        return value.wholeNumber(1, MOST_CPUS).map(String::valueOf);
    }

    private static Optional<String> size(Value value) {
        return value.isNumber()
                ? value.wholeNumber(1, Integer.MAX_VALUE).map(megabytes -> megabytes + "m")
                : value.text(SIZE);
    }

    private static List<String> texts(Block block, String key, Function<Value, Optional<String>> reader) {
        return block.list(key).stream()
                .flatMap(value -> reader.apply(value).stream())
                .toList();
    }

    private static Optional<String> mount(Block block) {
        Optional<String> host = block.require("hostPath", "it is the folder of this machine", "add hostPath: ./data")
                .flatMap(Value::file);
        Optional<String> guest = block.require(
                        "containerPath", "it is the folder in the nodes", "add containerPath: /data")
                .flatMap(Value::text);
        block.end();
        return host.flatMap(from -> guest.map(to -> from + ":" + to));
    }

    private static Map<String, Boolean> gates(Block block) {
        Map<String, Boolean> gates = new LinkedHashMap<>();
        block.block("featureGates")
                .map(Block::entries)
                .orElse(Map.of())
                .forEach((name, value) -> value.flag().ifPresent(on -> gates.put(name, on)));
        return gates;
    }

    /// For tests: the flags that a profile cannot set.
    static Set<String> taken() {
        return FREE.taken().keySet();
    }
}
