package dev.kprov.profile;

import dev.kprov.policy.OnFailure;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import dev.kprov.yaml.YamlFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads a profile from YAML, strictly.
public final class ProfileFile {
    private static final Timeouts USUAL_TIMEOUTS =
            new Timeouts(Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(5));
    private static final Verification USUAL_VERIFICATION =
            new Verification(Verification.Level.STANDARD, Duration.ofSeconds(3));
    private static final Shape PACKAGE = new Shape(
            "the name of a package",
            Pattern.compile("[a-z0-9][a-z0-9+.-]+"),
            128,
            "a package's name has a-z, 0-9, + - and dots",
            "write package: containerd, or containerd.io");
    private static final Shape PACKAGE_VERSION = new Shape(
            "the version of a package",
            Pattern.compile("[0-9][A-Za-z0-9.+:~-]*"),
            128,
            "it starts with a digit and has letters, digits and . + : ~ -",
            "copy it from: apt-cache madison containerd");

    private ProfileFile() {}

    /// Throws a `KprovException` with **all** problems of the file, each with its place.
    ///
    /// @param installers the names of those that there are
    public static Profile read(Path file, Set<String> installers) {
        YamlFile yaml = YamlFile.open(file, "profile", "kprov profiles show kubeadm");
        Block root = yaml.root();
        Optional<String> installer = root.require(
                        "installer", "it names the tool that makes the cluster", "add installer: kubeadm")
                .flatMap(value -> value.choice(
                        installers.stream().collect(Collectors.toUnmodifiableMap(word -> word, word -> word))));
        String version = version(root).orElse("");
        Profile profile = new Profile(
                name(file),
                installer.orElse(""),
                version,
                NetworkBlock.read(root.block("network")),
                root.block("api").flatMap(ProfileFile::endpoint),
                root.block("runtime").map(ProfileFile::runtime).orElse(new Runtime("containerd", Optional.empty())),
                PackagesBlock.read(root.block("packages"), version),
                root.block("images").map(ImagesBlock::read).orElse(Map.of()),
                root.block("timeouts").map(ProfileFile::timeouts).orElse(USUAL_TIMEOUTS),
                root.block("verification").map(ProfileFile::verification).orElse(USUAL_VERIFICATION),
                root.get("onFailure").flatMap(ProfileFile::onFailure).orElse(new OnFailure.Finish()),
                installer.map(word -> NativeBlock.read(root, word)).orElse(Map.of()),
                yaml.source());
        if (installer.isPresent()) {
            root.end();
        } else {
            root.endLeavingBlocks();
        }
        yaml.throwIfAny();
        return profile;
    }

    /// A file's name without its ending.
    static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    private static Optional<String> version(Block root) {
        String remedy = "add kubernetes: {version: 1.36.4}";
        Optional<Block> block =
                root.require("kubernetes", "a version must be chosen", remedy).flatMap(Value::block);
        Optional<String> version = block.flatMap(
                        kubernetes -> kubernetes.require("version", "a version must be chosen", "add version: 1.36.4"))
                .flatMap(KubernetesVersion::read);
        block.ifPresent(Block::end);
        return version;
    }

    private static Optional<Endpoint> endpoint(Block api) {
        Optional<Endpoint> endpoint = api.require(
                        "endpoint", "the block api says where the API is", "add endpoint: k8s.example.com:6443")
                .flatMap(Endpoint::read);
        api.end();
        return endpoint;
    }

    private static Runtime runtime(Block block) {
        Runtime runtime = new Runtime(
                block.get("package").flatMap(value -> value.text(PACKAGE)).orElse("containerd"),
                block.get("version").flatMap(value -> value.text(PACKAGE_VERSION)));
        block.end();
        return runtime;
    }

    private static Timeouts timeouts(Block block) {
        Timeouts timeouts = new Timeouts(
                duration(block, "connect", USUAL_TIMEOUTS.connect()),
                duration(block, "step", USUAL_TIMEOUTS.step()),
                duration(block, "verify", USUAL_TIMEOUTS.verify()),
                duration(block, "retry", USUAL_TIMEOUTS.retry()));
        block.end();
        return timeouts;
    }

    private static Verification verification(Block block) {
        Verification verification = new Verification(
                block.get("level")
                        .flatMap(value -> value.choice(Map.of("standard", Verification.Level.STANDARD)))
                        .orElse(USUAL_VERIFICATION.level()),
                duration(block, "window", USUAL_VERIFICATION.window()));
        block.end();
        return verification;
    }

    private static Optional<OnFailure> onFailure(Value value) {
        Optional<String> text = value.text();
        Optional<OnFailure> policy = text.flatMap(OnFailure::parse);
        if (text.isPresent() && policy.isEmpty()) {
            value.refuse(
                    value.path() + " " + value.quoted() + " is not known",
                    "valid here: " + OnFailure.WORDS,
                    "write onFailure: finish, or tolerate=1 for a cluster without a worker that fails");
        }
        return policy;
    }

    private static Duration duration(Block block, String key, Duration usual) {
        return block.get(key).flatMap(Value::duration).orElse(usual);
    }
}
