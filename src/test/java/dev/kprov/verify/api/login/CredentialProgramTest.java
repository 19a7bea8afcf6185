package dev.kprov.verify.api.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is told of a program that gives nothing to be used.
class CredentialProgramTest {
    private static final String VERSION = "client.authentication.k8s.io/v1";

    @TempDir
    private Path folder;

    @Test
    void what_it_complains_of_is_told_with_the_command_to_try() throws Exception {
        Problem problem = problem(sh("echo one >&2; echo 'Error: the session has expired' >&2; echo >&2; exit 255"));

        assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(problem.what())
                .startsWith("no credentials from sh, which the kubeconfig ")
                .endsWith("a.conf names");
        assertThat(problem.why()).isEqualTo("one\nError: the session has expired");
        assertThat(problem.remedy()).startsWith("run sh by hand").doesNotContain("sh -c", "echo");
    }

    @Test
    void one_that_is_not_there_is_told_with_the_hint_of_the_kubeconfig() throws Exception {
        assertThat(problem(exec("{\"command\": \"kprov-none\", \"installHint\": \"get it at example.com\\n\"}"))
                        .remedy())
                .isEqualTo("get it at example.com");
        Problem bare = problem(exec("{\"command\": \"kprov-none\"}"));
        assertThat(bare.why()).contains("kprov-none", "not found");
        assertThat(bare.remedy()).startsWith("install it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing JSON|Unrecognized token 'nothing'",
                "{}|it is to print an ExecCredential of client.authentication.k8s.io/v1, and this is none",
                "{\"apiVersion\":\"client.authentication.k8s.io/v1alpha1\",\"kind\":\"ExecCredential\"}|and this is a ExecCredential of client.authentication.k8s.io/v1alpha1",
                "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\"}|it gives neither a token nor a certificate",
                "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"clientKeyData\":\"k\"}}|of certificate and key it gives one only",
                "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"t\",\"expirationTimestamp\":\"soon\"}}|its expirationTimestamp is no time: soon",
            })
    void what_cannot_be_used_is_told(String printed, String why) throws Exception {
        Path file = Files.writeString(folder.resolve("printed"), printed);

        assertThat(problem(sh("cat " + file)).why()).contains(why).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"client.authentication.k8s.io/v1alpha1, IfAvailable, is not one of", VERSION + ", Always, no terminal"})
    void what_could_not_work_is_not_run(String version, String mode, String why) throws Exception {
        Path ran = folder.resolve("ran");
        JsonNode exec = new ObjectMapper().readTree("""
            {"apiVersion": "%s", "interactiveMode": "%s", "command": "touch", "args": ["%s"]}
            """.formatted(version, mode, ran));

        assertThat(problem(exec).why()).contains(why);
        assertThat(ran).doesNotExist();
    }

    @Test
    void one_that_waits_for_somebody_is_ended_and_what_it_said_is_told() throws Exception {
        Instant begun = Instant.now();
        JsonNode exec = sh("echo 'open https://example.com/device' >&2; echo $$ >" + folder + "/pid; exec sleep 600");

        assertThat(problem(exec, Duration.ofSeconds(1)).why())
                .isEqualTo("it gave nothing within 1 s, and said: open https://example.com/device");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMinutes(1));
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    /// As programs do that report to their makers in the background.
    @Test
    void what_it_leaves_behind_keeps_nobody_waiting() throws Exception {
        JsonNode exec = sh("sleep 600 & echo $! >" + folder + "/pid; echo '{\"apiVersion\":\"" + VERSION
                + "\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"t\"}}'");
        Instant begun = Instant.now();

        assertThat(program(exec, Duration.ofMinutes(5)).run().token()).contains("t");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMinutes(1));
        ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pid")).strip()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void what_it_gives_is_not_to_be_seen() throws Exception {
        Credential credential = Credential.read(
                "{\"apiVersion\":\"" + VERSION + "\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"hidden\"}}",
                VERSION);

        assertThat(credential.token()).contains("hidden");
        assertThat(credential.holdsAt(Instant.MAX)).isTrue();
        assertThat(credential.toString()).doesNotContain("hidden");
    }

    private static JsonNode sh(String script) throws Exception {
        return exec(
                new ObjectMapper().writeValueAsString(Map.of("command", "sh", "args", new String[] {"-c", script})));
    }

    private static JsonNode exec(String json) throws Exception {
        return new ObjectMapper().readTree(json.replaceFirst("\\{", "{\"apiVersion\": \"" + VERSION + "\", "));
    }

    private Problem problem(JsonNode exec) throws Exception {
        return problem(exec, Duration.ofSeconds(30));
    }

    private Problem problem(JsonNode exec, Duration patience) {
        Problem[] told = new Problem[1];
        assertThatThrownBy(() -> program(exec, patience).run())
                .isInstanceOfSatisfying(
                        KprovException.class, e -> told[0] = e.problems().getFirst());
        return told[0];
    }

    private CredentialProgram program(JsonNode exec, Duration patience) {
        return new CredentialProgram(
                exec,
                JsonNodeFactory.instance.objectNode(),
                folder.resolve("a.conf"),
                Map.of("PATH", System.getenv("PATH")),
                patience);
    }
}
