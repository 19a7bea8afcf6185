package dev.kprov.verify.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.verify.api.KubeApi.Context;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigTest {
    @TempDir
    private Path folder;

    @Test
    void reads_what_the_current_context_names() throws Exception {
        Config config = read("""
            apiVersion: v1
            kind: Config
            clusters:
            - name: other
              cluster: {server: "https://192.0.2.1:6443"}
            - cluster:
                certificate-authority-data: Q0E=
                server: https://10.0.0.1:6443
              name: demo
            contexts:
            - context: {cluster: other, user: nobody}
              name: other@nobody
            - context: {cluster: demo, user: admin}
              name: admin@demo
            current-context: admin@demo
            users:
            - name: admin
              user:
                client-certificate-data: Q0VSVA==
                client-key-data: S0VZ
            """);

        assertThat(config.getMasterUrl()).startsWith("https://10.0.0.1:6443");
        assertThat(config.getCaCertData()).isEqualTo("Q0E=");
        assertThat(config.getClientCertData()).isEqualTo("Q0VSVA==");
        assertThat(config.getClientKeyData()).isEqualTo("S0VZ");
        assertThat(config.isTrustCerts()).isFalse();
    }

    @Test
    void another_context_is_taken_when_it_is_named_and_no_other_when_it_is_not_there() throws Exception {
        Path file = Files.writeString(folder.resolve("admin.conf"), """
            clusters:
            - {name: a, cluster: {server: "https://10.0.0.1:6443"}}
            - {name: b, cluster: {server: "https://10.0.0.2:6443", proxy-url: "http://10.0.0.9:3128"}}
            contexts: [{name: a, context: {cluster: a, user: u}}, {name: b, context: {cluster: b, user: u}}]
            users: [{name: u, user: {token: secret}}]
            current-context: a
            """);

        Kubeconfig.Settings b = Kubeconfig.settings(new Context(file, Optional.of("b")), Map.of());
        assertThat(b.config().getMasterUrl()).startsWith("https://10.0.0.2:6443");
        assertThat(b.proxy()).isEqualTo("http://10.0.0.9:3128");
        assertThat(Kubeconfig.settings(Context.currentOf(file), Map.of())
                        .config()
                        .getMasterUrl())
                .startsWith("https://10.0.0.1:6443");
        assertThat(KubeApi.contextName(Context.currentOf(file))).isEqualTo("a");

        assertThatThrownBy(() -> KubeApi.contextName(new Context(file, Optional.of("c"))))
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems().getFirst().why()).contains("\"c\"", "which are a, b"));
    }

    /// Fabric8 would take the cluster that it runs in.
    @ParameterizedTest
    @CsvSource({
        "'', the cluster of its context has no server",
        "ftp://10.0.0.1, the server of its cluster is no URL of https or http: ftp://10.0.0.1"
    })
    void without_a_server_that_can_be_asked_nobody_is(String server, String why) throws Exception {
        Context context = Kubeconfigs.write(folder, "server: \"" + server + "\"", "token: t");

        assertThatThrownBy(() -> KubeApi.open(context)).isInstanceOfSatisfying(KprovException.class, e -> {
            assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(e.problems().getFirst().why()).isEqualTo(why);
        });
    }

    @Test
    void files_are_sought_beside_the_kubeconfig() throws Exception {
        Config config = read("""
            clusters: [{name: a, cluster: {server: "https://10.0.0.1:6443", certificate-authority: pki/ca.crt}}]
            contexts: [{name: a, context: {cluster: a, user: a}}]
            users: [{name: a, user: {token: secret}}]
            current-context: a
            """);

        assertThat(config.getCaCertFile())
                .isEqualTo(folder.resolve("pki/ca.crt").toString());
        assertThat(config.getOauthToken()).isEqualTo("secret");
    }

    @Test
    void a_context_without_its_cluster_is_a_problem_that_names_it() throws Exception {
        Path file = Files.writeString(folder.resolve("admin.conf"), """
            contexts: [{name: a, context: {cluster: gone, user: a}}]
            current-context: a
            """);

        assertThatThrownBy(() -> KubeApi.open(Context.currentOf(file)).close())
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems().getFirst().why()).contains("gone", "clusters"));
    }

    @Test
    void a_certificate_that_is_none_is_told_by_its_innermost_reason() throws Exception {
        Path file = Files.writeString(folder.resolve("admin.conf"), """
            clusters: [{name: a, cluster: {server: "https://127.0.0.1:1", certificate-authority-data: QUJD}}]
            users: [{name: a, user: {client-certificate-data: QUJD, client-key-data: QUJD}}]
            contexts: [{name: a, context: {cluster: a, user: a}}]
            current-context: a
            """);

        assertThatThrownBy(() -> KubeApi.open(Context.currentOf(file)).close())
                .isInstanceOfSatisfying(
                        KprovException.class,
                        e -> assertThat(e.problems().getFirst().why())
                                .doesNotContain("An error has occurred")
                                .isNotBlank());
    }

    @Test
    void what_is_no_yaml_is_a_problem() throws Exception {
        Path file = Files.writeString(folder.resolve("admin.conf"), "{ [");

        assertThatThrownBy(() -> KubeApi.open(Context.currentOf(file)).close()).isInstanceOf(KprovException.class);
    }

    private Config read(String text) throws IOException, InterruptedException {
        return Kubeconfig.settings(Context.currentOf(Files.writeString(folder.resolve("admin.conf"), text)), Map.of())
                .config();
    }
}
