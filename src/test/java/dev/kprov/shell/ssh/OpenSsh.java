package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// OpenSSH's own programs: a server, an agent and keys, all in one folder of the test's.
public final class OpenSsh implements AutoCloseable {
    public static final String USER = System.getProperty("user.name");
    private static final String SERVER = System.getProperty("kprov.sshd", "/usr/sbin/sshd");

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private int port;

    /// @param folder short enough for the name of a socket, which has 107 characters at most
    public OpenSsh(Path folder) {
        this.folder = folder;
    }

    /// A machine that is only logged in from has no server, and installing the package would start one;
    /// `src/lab/test` brings one along.
    public static boolean installed() {
        return Files.isExecutable(Path.of(SERVER));
    }

    /// Makes a key without a comment of this machine's.
    public Path key(String name, String... options) throws Exception {
        Path file = folder.resolve(name);
        List<String> line = new ArrayList<>(List.of("ssh-keygen", "-q", "-f", file.toString(), "-C", name));
        line.addAll(List.of(options));
        if (!line.contains("-N")) {
            line.addAll(List.of("-N", ""));
        }
        if (!line.contains("-t")) {
            line.addAll(List.of("-t", "ed25519"));
        }
        run(Map.of(), line.toArray(String[]::new));
        return file;
    }

    public static String fingerprint(Path key) throws Exception {
        return run(Map.of(), "ssh-keygen", "-l", "-f", key + ".pub").split(" ", -1)[1];
    }

    /// Signs the public key; the certificate lies beside the key.
    static void certify(Path authority, Path key, String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", authority.toString(), "-I", "test"));
        line.addAll(List.of(options));
        line.add(key + ".pub");
        run(Map.of(), line.toArray(String[]::new));
    }

    /// Starts a server that lets in these public keys and what this authority certified.
    public void serve(List<Path> authorized, List<Path> authorities, String... more) throws Exception {
        Path hostKey = Files.exists(folder.resolve("host")) ? folder.resolve("host") : key("host");
        StringBuilder keys = new StringBuilder();
        for (Path key : authorized) {
            keys.append(Files.readString(Path.of(key + ".pub")));
        }
        StringBuilder trusted = new StringBuilder();
        for (Path authority : authorities) {
            trusted.append(Files.readString(Path.of(authority + ".pub")));
        }
        port = freePort();
        Files.deleteIfExists(log());
        Path config = Files.writeString(folder.resolve("sshd_config"), """
            %s
            ListenAddress 127.0.0.1
            Port %d
            HostKey %s
            PidFile none
            UsePAM no
            StrictModes no
            PermitRootLogin yes
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            AuthorizedKeysFile %s
            TrustedUserCAKeys %s
            MaxAuthTries 20
            LogLevel VERBOSE
            """.formatted(
                        String.join("\n", more),
                        port,
                        hostKey,
                        Files.writeString(folder.resolve("authorized"), keys),
                        Files.writeString(folder.resolve("authorities"), trusted)));
        start(SERVER, "-D", "-f", config.toString(), "-E", log().toString());
        awaitPort();
    }

    public int port() {
        return port;
    }

    public Path log() {
        return folder.resolve("sshd.log");
    }

    /// The fingerprints in the order in which they were shown to the server; each once.
    List<String> shown() throws IOException {
        return Files.readAllLines(log()).stream()
                .filter(line -> line.matches("(Failed|Accepted) publickey .*"))
                .map(line -> line.replaceAll(".*(SHA256:\\S+).*", "$1"))
                .distinct()
                .toList();
    }

    public String hostFingerprint() throws Exception {
        return fingerprint(folder.resolve("host"));
    }

    /// Starts an agent and returns its socket.
    public Path agent() throws Exception {
        Path socket = folder.resolve("agent");
        start("ssh-agent", "-D", "-a", socket.toString());
        for (int i = 0; !Files.exists(socket) && i < 500; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return socket;
    }

    public static void add(Path socket, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("ssh-add", "-q"));
        line.addAll(List.of(arguments));
        run(Map.of("SSH_AUTH_SOCK", socket.toString()), line.toArray(String[]::new));
    }

    public static String run(Map<String, String> environment, String... line) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", line) + ": " + said);
        }
        return said;
    }

    private void start(String... line) throws IOException {
        processes.add(new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws Exception {
        for (int i = 0; i < 500; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        throw new AssertionError("sshd did not start: " + Files.readString(folder.resolve("output")));
    }

    /// How many there are now.
    public long connections() {
        return processes.stream()
                .flatMap(process -> process.toHandle().children())
                .filter(ProcessHandle::isAlive)
                .count();
    }

    /// Ends every login at once; what they started goes on.
    public void breakConnections() {
        processes.stream().flatMap(process -> process.toHandle().children()).forEach(ProcessHandle::destroyForcibly);
    }

    /// Only what was started here.
    @Override
    public void close() {
        for (Process process : processes) {
            process.destroy();
            process.onExit().join();
        }
    }
}
