package dev.kprov.profile.file;

import dev.kprov.profile.Packages;
import dev.kprov.yaml.Block;
import dev.kprov.yaml.Shape;
import dev.kprov.yaml.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `packages`.
final class PackagesBlock {
    private static final Shape SUITE = new Shape(
            "a suite",
            Pattern.compile("[A-Za-z0-9./_:~+-]+"),
            255,
            "a suite has no blanks; it is a release's name, or a path that ends in / for a flat repository",
            "write suite: bookworm, or suite: /");
    private static final Pattern COMPONENTS = Pattern.compile("[A-Za-z0-9/_.-]+(?: [A-Za-z0-9/_.-]+)*");

    private PackagesBlock() {}

    /// @param version of Kubernetes; its minor release has a repository of its own upstream
    static Packages read(Optional<Block> block, String version) {
        Packages packages = new Packages(
                block.flatMap(found -> found.block("kubernetes"))
                        .map(PackagesBlock::repository)
                        .orElse(upstream(version)),
                block.flatMap(found -> found.block("runtime")).map(PackagesBlock::repository));
        block.ifPresent(Block::end);
        return packages;
    }

    private static Packages.Repository upstream(String version) {
        String base = "https://pkgs.k8s.io/core:/stable:/v" + KubernetesVersion.minor(version) + "/deb/";
        return new Packages.Repository(base, "/", "", base + "Release.key");
    }

    private static Packages.Repository repository(Block block) {
        String url = block.require("url", "packages come from somewhere", "add url: with the repository's base")
                .flatMap(Location::url)
                .orElse("");
        String suite = block.get("suite").flatMap(value -> value.text(SUITE)).orElse("/");
        String components = components(block, suite);
        String key = block.require(
                        "key", "packages are only taken when they are signed", "add key: with a file or URL of the key")
                .flatMap(Location::fileOrUrl)
                .orElse("");
        block.end();
        return new Packages.Repository(url, suite, components, key);
    }

    private static String components(Block block, String suite) {
        Optional<Value> value = block.get("components");
        String components = value.filter(written -> !written.isText(""))
                .flatMap(PackagesBlock::componentsText)
                .orElse("");
        boolean flat = suite.endsWith("/");
        if (flat && !components.isEmpty()) {
            value.ifPresent(written -> written.refuse(
                    written.path() + " " + written.quoted() + " does not go with suite " + suite,
                    "a suite that ends in / is a flat repository, which has no components",
                    "remove components, or name a suite such as bookworm"));
        } else if (!flat && (value.isEmpty() || value.get().isText(""))) {
            block.refuse(
                    block.path() + ".components is missing",
                    "a suite that does not end in / has components",
                    "add components: main, or write suite: / for a flat repository");
        }
        return components;
    }

    private static Optional<String> componentsText(Value value) {
        Optional<String> text = value.text();
        if (text.isPresent() && !COMPONENTS.matcher(text.get()).matches()) {
            value.refuse(
                    value.path() + " " + value.quoted() + " are not components",
                    "components are words with one blank between them",
                    "write components: main");
            return Optional.empty();
        }
        return text;
    }
}
