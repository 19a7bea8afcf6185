package dev.kprov.installer.kubespray;

import dev.kprov.installer.kubespray.KubespraySettings.Checkout;
import dev.kprov.installer.kubespray.KubespraySettings.Playbooks;
import dev.kprov.inventory.SecretRef;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the block `kubespray`.
final class KubesprayBlock {
    private static final int MOST_FORKS = 1000;
    private static final Shape COMMIT = new Shape(
            "a commit",
            Pattern.compile("[0-9a-f]{40}"),
            40,
            "a tag can be moved, so kprov wants to know what it is: 40 hex digits",
            "write what this prints: git ls-remote URL TAG^{}");
    private static final Shape VARIABLE = new Shape(
            "a name of a variable",
            Pattern.compile("[a-z_][a-z0-9_]*"),
            120,
            "Ansible's are of a-z, 0-9 and _, and begin with no digit",
            "write a name such as kube_proxy_mode");
    private static final Shape PLAYBOOK = new Shape(
            "a playbook of the checkout",
            Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9_./-]*\\.ya?ml"),
            200,
            "it is a path in the checkout that ends with .yml",
            "write a path such as playbooks/cluster.yml");

    /// What kprov says itself, and the key to say it with.
    private static final Map<String, String> TAKEN = Stream.of(
                    "kube_version, kubernetes.version",
                    "kube_network_plugin, network.plugin",
                    "kube_pods_subnet, network.podCidr",
                    "kube_service_addresses, network.serviceCidr",
                    "dns_domain, network.dnsDomain",
                    "cluster_name, network.dnsDomain",
                    "containerd_registries_mirrors, images.mirrors",
                    "kubeconfig_localhost, nothing: kprov fetches the kubeconfig itself",
                    "kubectl_localhost, nothing: kprov needs no kubectl",
                    "artifacts_dir, nothing: kprov fetches the kubeconfig itself",
                    "reset_confirmation, nothing: kprov down asks",
                    "skip_confirmation, nothing: kprov down asks",
                    "node, nothing: kprov down --limit names the hosts",
                    "reset_nodes, nothing: kprov knows which hosts answer",
                    "allow_ungraceful_removal, nothing: kprov knows which hosts answer")
            .collect(Collectors.toUnmodifiableMap(
                    line -> line.substring(0, line.indexOf(',')), line -> line.substring(line.indexOf(',') + 2)));
    /// Of these Ansible has many, such as `ansible_user`.
    private static final String CONNECTION = "ansible_";

    private KubesprayBlock() {}

    static KubespraySettings read(Optional<Block> written) {
        return written.map(KubesprayBlock::read).orElseGet(KubesprayBlock::silent);
    }

    private static KubespraySettings silent() {
        return new KubespraySettings(
                Optional.empty(),
                Optional.empty(),
                Playbooks.USUAL,
                Optional.empty(),
                List.of(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
    }

    private static KubespraySettings read(Block block) {
        Optional<Checkout> checkout = checkout(block);
        Optional<String> ansible = block.get("ansible").flatMap(Value::text).filter(text -> !text.equals("venv"));
        SequencedMap<String, Object> variables = new LinkedHashMap<>();
        SequencedMap<String, SecretRef> secrets = new LinkedHashMap<>();
        block.block("variables").ifPresent(values -> variables(values, variables, secrets));
        KubespraySettings settings = new KubespraySettings(
                checkout,
                ansible,
                block.block("playbooks").map(KubesprayBlock::playbooks).orElse(Playbooks.USUAL),
                block.get("forks").flatMap(value -> value.wholeNumber(1, MOST_FORKS)),
                block.list("etcd").stream()
                        .flatMap(value -> value.text().stream())
                        .toList(),
                variables,
                secrets);
        block.end();
        return settings;
    }

    private static Optional<Checkout> checkout(Block block) {
        Optional<Checkout> folder = block.get("checkout").flatMap(Value::file).map(Checkout.Folder::new);
        Optional<Checkout> git = block.block("git").flatMap(KubesprayBlock::git);
        if (block.has("checkout") == block.has("git")) {
            block.refuse(
                    block.has("git")
                            ? "kubespray has both checkout and git"
                            : "kubespray says nothing of where kubespray is",
                    "kprov runs the playbooks of one checkout, and brings none along",
                    "write checkout: with a folder, or git: with url and tag");
        }
        return folder.or(() -> git);
    }

    private static Optional<Checkout> git(Block block) {
        Optional<String> url = block.require(
                        "url", "it is where kubespray is cloned from", "add url: with the address of a repository")
                .flatMap(Value::text);
        Optional<String> tag = block.require("tag", "it is the release that is wanted", "add tag: v2.31.0")
                .flatMap(Value::text);
        Optional<String> commit = block.get("commit").flatMap(value -> value.text(COMMIT));
        block.end();
        return url.flatMap(from -> tag.map(name -> new Checkout.Git(from, name, commit)));
    }

    private static Playbooks playbooks(Block block) {
        Playbooks usual = Playbooks.USUAL;
        Playbooks playbooks = new Playbooks(
                playbook(block, "up", usual.up()),
                playbook(block, "facts", usual.facts()),
                playbook(block, "scale", usual.scale()),
                playbook(block, "remove", usual.remove()),
                playbook(block, "reset", usual.reset()),
                playbook(block, "upgrade", usual.upgrade()));
        block.end();
        return playbooks;
    }

    private static String playbook(Block block, String key, String usual) {
        return block.get(key).flatMap(value -> value.text(PLAYBOOK)).orElse(usual);
    }

    private static void variables(
            Block block, SequencedMap<String, Object> variables, SequencedMap<String, SecretRef> secrets) {
        Map<String, Object> plain = block.plain();
        block.entries().forEach((name, value) -> {
            if (refused(name, value)) {
                return;
            }
            Object written = plain.getOrDefault(name, "");
            if (written instanceof String text && text.startsWith("${")) {
                SecretRef.read(value).ifPresent(secret -> secrets.put(name, secret));
            } else {
                variables.put(name, written);
            }
        });
    }

    private static boolean refused(String name, Value value) {
        if (TAKEN.containsKey(name)) {
            value.refuse(
                    value.path() + " is kprov's to say",
                    "two that say the same may contradict each other",
                    "say it with " + TAKEN.get(name));
        } else if (name.startsWith(CONNECTION)) {
            value.refuse(
                    value.path() + " is kprov's to say",
                    "how Ansible gets to the hosts follows from the inventory",
                    "say it in the inventory: ssh, become");
        } else if (!VARIABLE.fits(name)) {
            value.refuse(value.path() + " is not " + VARIABLE.name(), VARIABLE.rule(), VARIABLE.remedy());
        } else if (value.isText("true") || value.isText("false")) {
            value.refuse(
                    value.path() + " is a text, not a boolean",
                    "kubespray refuses booleans in quotes",
                    "remove the quotes");
        } else {
            return false;
        }
        return true;
    }
}
