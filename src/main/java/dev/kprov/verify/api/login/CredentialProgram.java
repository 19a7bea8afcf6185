package dev.kprov.verify.api.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.launch.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that hands out credentials, such as `aws eks get-token` or `gke-gcloud-auth-plugin`, as a kubeconfig
/// names it in `exec`. It is run as kubectl runs it, but never with a terminal; the rules are told in
/// <https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins>.
public final class CredentialProgram {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /// For the rest of what it printed, when it has ended, and for its end when it is killed.
    private static final Duration REST = Duration.ofSeconds(2);
    private static final int NOT_FOUND = 127;
    private static final List<String> VERSIONS =
            List.of("client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1");
    private static final int MOST_LINES = 3;

    private final JsonNode exec;
    private final ObjectNode cluster;
    private final Path kubeconfig;
    private final Map<String, String> environment;
    private final Duration patience;

    CredentialProgram(
            JsonNode exec, ObjectNode cluster, Path kubeconfig, Map<String, String> environment, Duration patience) {
        this.exec = exec;
        this.cluster = cluster;
        this.kubeconfig = kubeconfig;
        this.environment = environment;
        this.patience = patience;
    }

    /// @param exec the user's entry in the kubeconfig
    /// @param cluster what the program may know of it: an `ExecCredential`'s `spec.cluster`
    /// @param environment of this process
    public static CredentialProgram of(
            JsonNode exec, ObjectNode cluster, Path kubeconfig, Map<String, String> environment) {
        return new CredentialProgram(exec, cluster, kubeconfig, environment, PATIENCE);
    }

    /// Runs it, for a minute at most. A `KprovException` says what it complained of.
    public Credential run() throws InterruptedException {
        String version = exec.path("apiVersion").asText("");
        if (!VERSIONS.contains(version)) {
            throw failure(
                    "apiVersion \"" + version + "\" is not one of " + String.join(", ", VERSIONS),
                    "write the kubeconfig anew with the program's own command, or correct users[].user.exec.apiVersion");
        }
        if (exec.path("interactiveMode").asText("").equals("Always")) {
            throw failure(
                    "its interactiveMode is Always, and kprov has no terminal for it",
                    "use a kubeconfig with a token: kubectl create token, or another way to log in");
        }
        Said said = start(version);
        if (said.status() != 0) {
            throw failure(said.why(), said.status() == NOT_FOUND ? install() : byHand());
        }
        try {
            return Credential.read(said.out(), version);
        } catch (IOException e) {
            throw failure(e.getMessage() == null ? e.toString() : firstLine(e.getMessage()), byHand());
        }
    }

    private record Said(int status, String out, String err) {
        String why() {
            List<String> lines = err.lines().filter(line -> !line.isBlank()).toList();
            String last = String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
            return last.isEmpty() ? "it ended with exit status " + status + " and said nothing" : last;
        }
    }

    private Said start(String version) throws InterruptedException {
        Map<String, String> all = new HashMap<>(environment);
        exec.path("env")
                .forEach(pair ->
                        all.put(pair.path("name").asText(""), pair.path("value").asText("")));
        all.put("KUBERNETES_EXEC_INFO", info(version));
        try {
            Process process = new Launcher(all).start(argv());
            process.getOutputStream().close();
            return hear(process);
        } catch (IOException e) {
            throw failure(String.valueOf(e.getMessage()), byHand());
        }
    }

    private Said hear(Process process) throws InterruptedException {
        Printed out = Printed.by(process.getInputStream());
        Printed err = Printed.by(process.getErrorStream());
        boolean ended = false;
        try {
            ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!ended) {
                end(process);
            }
        }
        if (!ended) {
            throw failure(
                    "it gave nothing within " + patience.toSeconds() + " s"
                            + err.text()
                                    .lines()
                                    .findFirst()
                                    .map(line -> ", and said: " + line)
                                    .orElse(""),
                    byHand());
        }
        return new Said(process.exitValue(), out.text(), err.text());
    }

    /// Killing only asks for it: whoever looks right afterwards is to find nothing that still runs.
    private static void end(Process process) throws InterruptedException {
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
        process.waitFor(REST.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What came out of a stream so far: something that the program has left behind may hold it open.
    private record Printed(Thread reader, ByteArrayOutputStream bytes) {
        static Printed by(InputStream stream) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Thread reader = Thread.startVirtualThread(() -> {
                try {
                    stream.transferTo(bytes);
                } catch (IOException e) {
                    // The program was ended.
                }
            });
            return new Printed(reader, bytes);
        }

        String text() throws InterruptedException {
            reader.join(REST);
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /// As kubectl does: with a slash in it, a relative one is meant from the kubeconfig's own folder.
    private List<String> argv() {
        String command = exec.path("command").asText("");
        List<String> argv = new ArrayList<>();
        argv.add(
                command.contains("/")
                        ? kubeconfig
                                .toAbsolutePath()
                                .resolveSibling(command)
                                .normalize()
                                .toString()
                        : command);
        exec.path("args").forEach(argument -> argv.add(argument.asText("")));
        return argv;
    }

    private String info(String version) {
        ObjectNode spec = JsonNodeFactory.instance.objectNode().put("interactive", false);
        if (exec.path("provideClusterInfo").asBoolean(false)) {
            spec.set("cluster", cluster);
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", version)
                .put("kind", "ExecCredential")
                .set("spec", spec)
                .toString();
    }

    private String install() {
        String hint = exec.path("installHint").asText("").strip();
        return hint.isEmpty() ? "install it, or correct users[].user.exec.command" : hint;
    }

    /// Without the arguments, which may be secrets.
    private String byHand() {
        return "run " + argv().getFirst() + " by hand with the arguments that the kubeconfig has, or kubectl with that"
                + " kubeconfig, which may have you log in anew";
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }

    private KprovException failure(String why, String remedy) {
        return new KprovException(Problem.of(
                ExitCode.INVALID,
                "no credentials from " + argv().getFirst() + ", which the kubeconfig " + kubeconfig + " names",
                why,
                remedy));
    }
}
