package dev.kprov.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What kops needs around it on this machine: a cloud that moto plays, checksums of what machines would download, and
/// the API of a cluster whose machines nobody made. All of it ends with the test.
final class KopsMachine implements AutoCloseable {
    static final String BUCKET = "kops-state";
    private static final String AUTHORISATION =
            "AWS4-HMAC-SHA256 Credential=lab/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=none";
    private static final Path SCRIPTS = Path.of("src/lab/kops").toAbsolutePath();
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final LabSettings lab;
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final int cloud = freePort();
    private final int artefacts = freePort();

    KopsMachine(LabSettings lab, Path folder) {
        this.lab = lab;
        this.folder = folder;
        start(folder, lab.get("moto.python"), SCRIPTS.resolve("cloud.py").toString(), String.valueOf(cloud));
        start(folder, lab.get("moto.python"), SCRIPTS.resolve("artefacts.py").toString(), String.valueOf(artefacts));
    }

    /// An environment in which kops finds the cloud.
    Workplace place(Path home) throws IOException {
        Path tools = Files.createDirectories(home.resolve("bin"));
        Files.createSymbolicLink(tools.resolve("kops"), Path.of(lab.get("kops.binary")));
        Workplace place = new Workplace(home)
                .with("PATH", tools + ":" + System.getenv("PATH"))
                .with("KOPS_BASE_URL", "http://127.0.0.1:" + artefacts + "/kops/1.36.2")
                .with("AWS_REGION", "us-east-1")
                .with("AWS_EC2_METADATA_DISABLED", "true")
                .with("S3_ENDPOINT", endpoint())
                .with("S3_ACCESS_KEY_ID", "lab")
                .with("S3_SECRET_ACCESS_KEY", "lab");
        return cloud(place, endpoint());
    }

    static Workplace cloud(Workplace place, String endpoint) {
        return place.with("AWS_ENDPOINT_URL", endpoint);
    }

    String endpoint() {
        return "http://127.0.0.1:" + cloud;
    }

    String channel() {
        return "file://" + lab.get("kops.channel");
    }

    void awaitCloud() {
        await("the cloud", () -> http("PUT", "/" + BUCKET).statusCode() == 200);
    }

    /// All that the cloud has, an id a line.
    String holdings() {
        Path out = folder.resolve("holdings");
        run(folder, out, lab.get("moto.python"), SCRIPTS.resolve("holdings.py").toString());
        return read(out);
    }

    private HttpResponse<String> http(String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint() + path))
                .header("Authorization", AUTHORISATION)
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Starts the API of a cluster that kops has written down in a folder.
    void api(Path store, String name, String address, int port) throws IOException {
        Path place = Files.createDirectories(folder.resolve("api"));
        start(
                place,
                SCRIPTS.resolve("apiserver.sh").toString(),
                store.toString(),
                name,
                address,
                String.valueOf(port),
                lab.get("kubernetes.binaries"));
        await("the API", () -> read(place.resolve("stdout")).contains("ready"));
    }

    void node(String name, String role, boolean ready, String address) {
        api(SCRIPTS.resolve("apiserver.sh").toString(), "node", name, role, ready ? "True" : "False", address);
    }

    void deleteNode(String name) {
        api("kubectl", "--kubeconfig=admin.conf", "delete", "node", name);
    }

    private void api(String... command) {
        run(folder.resolve("api"), folder.resolve("said"), command);
    }

    private void run(Path where, Path out, String... command) {
        try {
            Process process = start(where, out, command);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + read(out));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void start(Path where, String... command) {
        processes.add(start(where, where.resolve("stdout"), command));
    }

    private Process start(Path where, Path out, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().put("AWS_ENDPOINT_URL", endpoint());
            builder.environment().put("AWS_REGION", "us-east-1");
            builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
            builder.environment().put("AWS_ACCESS_KEY_ID", "lab");
            builder.environment().put("AWS_SECRET_ACCESS_KEY", "lab");
            builder.environment().merge("PATH", lab.get("kubernetes.binaries"), (path, more) -> more + ":" + path);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Question {
        boolean answered();
    }

    private static void await(String what, Question question) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (question.answered()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (UncheckedIOException notYet) {
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
        throw new AssertionError(what + " did not answer");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroy();
            children.forEach(ProcessHandle::destroyForcibly);
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}
