package dev.kprov.installer.containerd;

import com.electronwill.nightconfig.core.CommentedConfig;
import com.electronwill.nightconfig.core.Config;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlFormat;
import java.util.List;

/// The `hosts.toml` of a registry: which mirrors containerd asks before it (containerd's `docs/hosts.md`).
public final class RegistryHosts {
    private static final String HEADER = "# Written by kprov.\n";

    private RegistryHosts() {}

    public static String path(String registry) {
        return ContainerdConfig.REGISTRY_FOLDER + "/" + registry + "/hosts.toml";
    }

    /// Our mirrors first, then whatever a site had there.
    public static String merged(String registry, List<String> mirrors, String existing) {
        CommentedConfig site = existing.startsWith(HEADER) ? TomlFormat.newConfig() : parse(existing);
        StringBuilder text = new StringBuilder(site.isEmpty() ? HEADER : "")
                .append("server = \"")
                .append(site.getOrElse("server", "https://" + upstream(registry)))
                .append("\"\n");
        for (String mirror : mirrors) {
            text.append("\n[host.\"").append(mirror).append("\"]\n  capabilities = [\"pull\", \"resolve\"]\n");
        }
        if (site.get("host") instanceof Config hosts) {
            for (Config.Entry host : hosts.entrySet()) {
                if (!mirrors.contains(host.getKey())) {
                    CommentedConfig one = TomlFormat.newConfig();
                    one.set(List.of("host", host.getKey()), host.<Object>getValue());
                    text.append('\n')
                            .append(TomlFormat.instance()
                                    .createWriter()
                                    .writeToString(one)
                                    .strip())
                            .append('\n');
                }
            }
        }
        return text.toString();
    }

    private static String upstream(String registry) {
        return registry.equals("docker.io") ? "registry-1.docker.io" : registry;
    }

    private static CommentedConfig parse(String text) {
        try {
            return TomlFormat.instance().createParser().parse(text);
        } catch (ParsingException e) {
            return TomlFormat.newConfig();
        }
    }
}
