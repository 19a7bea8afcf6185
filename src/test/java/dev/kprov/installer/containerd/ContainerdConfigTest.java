package dev.kprov.installer.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import com.electronwill.nightconfig.core.CommentedConfig;
import com.electronwill.nightconfig.toml.TomlFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerdConfigTest {
    private static final String PAUSE = "registry.k8s.io/pause:3.10.2";
    private static final String CRI = "io.containerd.grpc.v1.cri";

    /// As Debian 12's package ships it, with a setting and a comment of a site's own.
    private static final String DEBIAN = """
            version = 2

            [plugins]
              [plugins."io.containerd.grpc.v1.cri"]
                # this machine may not lower scores
                restrict_oom_score_adj = true
                [plugins."io.containerd.grpc.v1.cri".cni]
                  bin_dir = "/usr/lib/cni"
                  conf_dir = "/etc/cni/net.d"
              [plugins."io.containerd.internal.v1.opt"]
                path = "/var/lib/containerd/opt"
            """;

    @Test
    void what_kubernetes_needs_is_added_and_what_a_site_had_stays() {
        String merged = merged(DEBIAN, true);

        CommentedConfig config = TomlFormat.instance().createParser().parse(merged);
        assertThat((Boolean) config.get(List.of("plugins", CRI, "restrict_oom_score_adj")))
                .isTrue();
        assertThat(merged).contains("# this machine may not lower scores");
        assertThat((String) config.get(List.of("plugins", "io.containerd.internal.v1.opt", "path")))
                .isEqualTo("/var/lib/containerd/opt");
        assertThat((String) config.get(List.of("plugins", CRI, "sandbox_image")))
                .isEqualTo(PAUSE);
        assertThat((Boolean) config.get(
                        List.of("plugins", CRI, "containerd", "runtimes", "runc", "options", "SystemdCgroup")))
                .isTrue();
        assertThat((String) config.get(List.of("plugins", CRI, "registry", "config_path")))
                .isEqualTo("/etc/containerd/certs.d");
        assertThat((String) config.get(List.of("plugins", CRI, "cni", "bin_dir")))
                .isEqualTo("/opt/cni/bin");
    }

    @Test
    void a_merged_file_is_right_and_left_alone() {
        String merged = merged(DEBIAN, true);

        assertThat(ContainerdConfig.parse(merged).orElseThrow().merged(PAUSE, true))
                .isEmpty();
    }

    @Test
    void version_3_has_other_keys() {
        String merged = merged("version = 3\n", true);

        CommentedConfig config = TomlFormat.instance().createParser().parse(merged);
        assertThat((String) config.get(List.of("plugins", "io.containerd.cri.v1.images", "pinned_images", "sandbox")))
                .isEqualTo(PAUSE);
        assertThat((Boolean) config.get(List.of(
                        "plugins",
                        "io.containerd.cri.v1.runtime",
                        "containerd",
                        "runtimes",
                        "runc",
                        "options",
                        "SystemdCgroup")))
                .isTrue();
    }

    @Test
    void the_cri_plugin_is_switched_on_again_and_others_stay_off() {
        String merged = merged("disabled_plugins = [\"cri\", \"aufs\"]\nversion = 2\n", false);

        Object disabled = TomlFormat.instance().createParser().parse(merged).get("disabled_plugins");
        assertThat(disabled).isEqualTo(List.of("aufs"));
    }

    @Test
    void a_registry_folder_of_the_site_is_kept() {
        String merged = merged(
                "version = 2\n[plugins.\"io.containerd.grpc.v1.cri\".registry]\nconfig_path = \"/etc/registries\"\n",
                true);

        assertThat(merged).contains("/etc/registries").doesNotContain("/etc/containerd/certs.d");
    }

    @Test
    void inline_mirrors_are_seen_and_broken_files_are_told() {
        assertThat(ContainerdConfig.parse(
                                "version = 2\n[plugins.\"io.containerd.grpc.v1.cri\".registry.mirrors.\"docker.io\"]\nendpoint = [\"http://m\"]\n")
                        .orElseThrow()
                        .hasInlineMirrors())
                .isTrue();
        assertThat(ContainerdConfig.parse("version = = 2")).isEmpty();
    }

    @Test
    void hosts_of_a_site_come_after_our_mirrors() {
        String text = RegistryHosts.merged(
                "registry.k8s.io",
                List.of("http://10.0.0.9:5000"),
                "server = \"https://registry.k8s.io\"\n[host.\"https://site.example\"]\n  capabilities = [\"pull\"]\n");

        assertThat(text)
                .contains("http://10.0.0.9:5000", "https://site.example")
                .doesNotContain("Written by kprov");
        assertThat(text.indexOf("10.0.0.9")).isLessThan(text.indexOf("site.example"));
    }

    private static String merged(String text, boolean mirrors) {
        return ContainerdConfig.parse(text).orElseThrow().merged(PAUSE, mirrors).orElseThrow();
    }
}
