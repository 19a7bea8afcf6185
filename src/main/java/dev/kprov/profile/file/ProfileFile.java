package dev.kprov.profile.file;

import dev.kprov.policy.OnFailure;
import dev.kprov.profile.Dialect;
import dev.kprov.profile.Dialect.Shared;
import dev.kprov.profile.Endpoint;
import dev.kprov.profile.Network;
import dev.kprov.profile.Profile;
import dev.kprov.profile.ProfileCatalog;
import dev.kprov.profile.Runtime;
import dev.kprov.profile.Settings;
import dev.kprov.profile.Timeouts;
import dev.kprov.profile.Verification;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import dev.kprov.yaml.YamlFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads a profile from YAML, strictly.
public final class ProfileFile {
    private static final Timeouts USUAL_TIMEOUTS =
            new Timeouts(Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(5));
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

    /// Where the installer is not known, all that any of them may know is looked at.
    private static final Dialect ANY = new Dialect(
            EnumSet.allOf(Shared.class),
            true,
            NetworkBlock.USUAL,
            EnumSet.allOf(Network.Plugin.class),
            block -> Settings.NONE);

    private ProfileFile() {}

    /// Throws a `KprovException` with **all** problems of the file, each with its place.
    ///
    /// @param dialects by the word that names the installer
    public static Profile read(Path file, Map<String, Dialect> dialects) {
        YamlFile yaml = YamlFile.open(file, "profile", "kprov profiles show kubeadm");
        Block root = yaml.root();
        Optional<String> installer = root.require(
                        "installer", "it names the tool that makes the cluster", "add installer: kubeadm")
                .flatMap(value -> value.choice(
                        dialects.keySet().stream().collect(Collectors.toUnmodifiableMap(word -> word, word -> word))));
        Dialect dialect = installer.map(dialects::get).orElse(ANY);
        Profile profile = profile(file, root, installer, dialect, yaml);
        if (installer.isPresent()) {
            root.end();
        } else {
            root.endLeavingBlocks();
        }
        yaml.throwIfAny();
        return profile;
    }

    private static Profile profile(Path file, Block root, Optional<String> installer, Dialect dialect, YamlFile yaml) {
        Shelf shelf = new Shelf(root, dialect);
        String version = version(shelf, dialect).orElse("");
        return new Profile(
                ProfileCatalog.name(file),
                shelf.value(Shared.NAME).flatMap(ClusterName::read),
                installer.orElse(""),
                version,
                NetworkBlock.read(shelf.block(Shared.NETWORK), dialect),
                shelf.block(Shared.API).flatMap(ProfileFile::endpoint),
                shelf.block(Shared.RUNTIME)
                        .map(ProfileFile::runtime)
                        .orElse(new Runtime("containerd", Optional.empty())),
                PackagesBlock.read(shelf.block(Shared.PACKAGES), version),
                shelf.block(Shared.IMAGES).map(ImagesBlock::read).orElse(Map.of()),
                root.block("timeouts").map(ProfileFile::timeouts).orElse(USUAL_TIMEOUTS),
                root.block("verification").map(VerificationBlock::read).orElse(Verification.DEFAULT),
                shelf.value(Shared.ON_FAILURE).flatMap(ProfileFile::onFailure).orElse(new OnFailure.Finish()),
                dialect.reader().read(installer.flatMap(root::block)),
                yaml.source());
    }

    /// The shared blocks that an installer knows; the others are not even looked for, so that they end as unknown.
    private record Shelf(Block root, Dialect dialect) {
        Optional<Value> value(Shared shared) {
            return dialect.has(shared) ? root.get(shared.key()) : Optional.empty();
        }

        Optional<Block> block(Shared shared) {
            return value(shared).flatMap(Value::block);
        }
    }

    private static Optional<String> version(Shelf shelf, Dialect dialect) {
        if (!dialect.versionNeeded()) {
            Optional<Block> block = shelf.block(Shared.KUBERNETES);
            Optional<String> version =
                    block.flatMap(kubernetes -> kubernetes.get("version")).flatMap(KubernetesVersion::read);
            block.ifPresent(Block::end);
            return version;
        }
        return version(shelf.root());
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
