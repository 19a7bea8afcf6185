package dev.kprov.installer.containerd;

import com.electronwill.nightconfig.core.CommentedConfig;
import com.electronwill.nightconfig.core.Config;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlFormat;
import com.electronwill.nightconfig.toml.TomlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What Kubernetes needs in `/etc/containerd/config.toml`, merged into what a site has there.
///
/// Keys by configuration version (containerd's `docs/cri/config.md`): 1.x reads version 2; 2.x writes version 3 and
/// still
/// reads version 2, so a host without a file of its own gets version 2, which every containerd understands.
public final class ContainerdConfig {
    public static final String PATH = "/etc/containerd/config.toml";
    public static final String REGISTRY_FOLDER = "/etc/containerd/certs.d";
    private static final String CNI_FOLDER = "/opt/cni/bin";

    private final CommentedConfig config;

    private ContainerdConfig(CommentedConfig config) {
        this.config = config;
    }

    /// Empty when the text is not TOML.
    public static Optional<ContainerdConfig> parse(String text) {
        try {
            CommentedConfig parsed =
                    TomlFormat.instance().createParser().parse(text.isBlank() ? "version = 2\n" : text);
            return Optional.of(new ContainerdConfig(parsed));
        } catch (ParsingException e) {
            return Optional.empty();
        }
    }

    /// Whether the site configured mirrors the old way, which containerd refuses beside `config_path`.
    public boolean hasInlineMirrors() {
        return config.contains(path(images(), "registry", "mirrors"));
    }

    /// The text with everything that Kubernetes needs; empty when the site's own has it already.
    ///
    /// @param sandboxImage the image that holds a pod's namespaces
    /// @param mirrors whether registries have files of their own
    public Optional<String> merged(String sandboxImage, boolean mirrors) {
        CommentedConfig before = TomlFormat.newConfig();
        before.putAll(CommentedConfig.copy(config));
        String original = write(config);
        enableCri();
        set(path(runtime(), "containerd", "runtimes", "runc", "options", "SystemdCgroup"), true);
        List<String> type = path(runtime(), "containerd", "runtimes", "runc", "runtime_type");
        if (!config.contains(type)) {
            set(type, "io.containerd.runc.v2");
        }
        useCniFolder();
        set(version() < 3 ? path(images(), "sandbox_image") : path(images(), "pinned_images", "sandbox"), sandboxImage);
        if (mirrors && !config.contains(path(images(), "registry", "config_path"))) {
            set(path(images(), "registry", "config_path"), REGISTRY_FOLDER);
        }
        String text = write(config);
        return text.equals(original) ? Optional.empty() : Optional.of(text);
    }

    /// Debian's package points at its own folder; flannel and kubernetes-cni put theirs into the usual one.
    private void useCniFolder() {
        List<String> one = path(runtime(), "cni", "bin_dir");
        List<String> many = path(runtime(), "cni", "bin_dirs");
        if (config.contains(one)) {
            set(one, CNI_FOLDER);
        }
        if (config.contains(many) && !config.<List<String>>get(many).contains(CNI_FOLDER)) {
            List<String> folders = new ArrayList<>(config.<List<String>>get(many));
            folders.add(CNI_FOLDER);
            set(many, folders);
        }
    }

    /// The `containerd.io` package ships with the CRI plugin switched off.
    private void enableCri() {
        List<String> key = List.of("disabled_plugins");
        if (config.contains(key)) {
            List<String> disabled = new ArrayList<>(config.<List<String>>get(key));
            if (disabled.removeIf(name -> name.equals("cri") || name.startsWith("io.containerd.grpc.v1.cri"))) {
                set(key, disabled);
            }
        }
    }

    private int version() {
        return config.contains("version") ? ((Number) config.get("version")).intValue() : 1;
    }

    private String runtime() {
        return version() < 3 ? "io.containerd.grpc.v1.cri" : "io.containerd.cri.v1.runtime";
    }

    private String images() {
        return version() < 3 ? "io.containerd.grpc.v1.cri" : "io.containerd.cri.v1.images";
    }

    private static List<String> path(String plugin, String... keys) {
        List<String> path = new ArrayList<>(List.of("plugins", plugin));
        path.addAll(List.of(keys));
        return path;
    }

    private void set(List<String> path, Object value) {
        if (!value.equals(config.get(path))) {
            config.set(path, value);
        }
    }

    private static String write(Config config) {
        TomlWriter writer = TomlFormat.instance().createWriter();
        return writer.writeToString(config);
    }
}
