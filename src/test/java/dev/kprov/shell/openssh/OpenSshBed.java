package dev.kprov.shell.openssh;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.shell.NewKeys;
import dev.kprov.shell.Shell;
import dev.kprov.shell.openssh.jump.JumpSockets;
import dev.kprov.shell.process.Admissions;
import dev.kprov.shell.ssh.OpenSsh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A server, a home folder and a user's key for tests of the `ssh` program.
final class OpenSshBed implements AutoCloseable {
    /// What is needed of this machine's environment: no agent.
    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", System.getenv("PATH")));

    private final Path folder;
    private final OpenSsh server;
    private final Path key;
    private final JumpSockets jumps = new JumpSockets();
    private NewKeys newKeys = NewKeys.AS_CONFIGURED;

    /// In a folder that is not one of JUnit's: the name of a socket is short.
    OpenSshBed(String... more) throws Exception {
        folder = Files.createTempDirectory("kprov");
        Files.createDirectories(folder.resolve(".ssh"));
        environment.put(
                "XDG_RUNTIME_DIR", Files.createDirectory(folder.resolve("run")).toString());
        server = new OpenSsh(Files.createDirectory(folder.resolve("server")));
        key = server.key("user");
        server.serve(List.of(key), List.of(), more);
    }

    OpenSsh server() {
        return server;
    }

    Path key() {
        return key;
    }

    Path home() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(".ssh").resolve(name);
    }

    void write(String name, String text) throws IOException {
        Files.writeString(file(name), text);
    }

    OpenSshBed with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// What connections keep while they are there.
    List<Path> kept() throws IOException {
        try (var files = Files.list(folder.resolve("run"))) {
            return files.toList();
        }
    }

    Access.Ssh access() throws Exception {
        return access(server.port(), Optional.of(server.hostFingerprint()), new Access.Jump.Unsaid());
    }

    Access.Ssh access(int port, Optional<String> hostKey, Access.Jump jump) {
        return access("127.0.0.1", port, hostKey, jump);
    }

    Access.Ssh access(String address, int port, Optional<String> hostKey, Access.Jump jump) {
        return new Access.Ssh(
                address,
                Optional.of(port),
                Optional.of(OpenSsh.USER),
                Optional.of(key.toString()),
                Optional.empty(),
                Optional.empty(),
                hostKey,
                jump);
    }

    Shell open(Access.Ssh ssh) throws InterruptedException {
        return OpenSshShell.open(host(ssh), new Access.OpenSsh(ssh), settings(), secret -> {
            throw new AssertionError("no secret is needed");
        });
    }

    /// As with the option of the command line.
    void acceptNewKeys(NewKeys.Listener listener) {
        newKeys = new NewKeys(true, listener);
    }

    OpenSshSettings settings() {
        return new OpenSshSettings(
                environment, folder, List.of(file("config")), Duration.ofSeconds(20), new Admissions(), jumps, newKeys);
    }

    static Host host(Access.Ssh ssh) {
        Become become = new Become(Become.Method.SUDO_UNLESS_ROOT, Optional.empty());
        Access access = new Access.OpenSsh(ssh);
        return new Host("cp-1", ssh.address(), ssh.address(), Set.of(), Map.of(), List.of(), access, become);
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
