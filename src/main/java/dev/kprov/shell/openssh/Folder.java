package dev.kprov.shell.openssh;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What ssh needs for one connection: a folder that only its user can read. The connection's process removes it.
record Folder(Path path) {
    /// Room for `/kprov-` and a number, and for what ssh adds while it makes a socket: a socket's name has 103
    /// characters at most. What stands in a name here would have to be quoted for three readers, so it must not.
    private static final String USABLE = "/[A-Za-z0-9/_.-]{0,40}";

    static Folder create(Map<String, String> environment) {
        Path base = Optional.of(environment.getOrDefault("XDG_RUNTIME_DIR", ""))
                .filter(name -> name.matches(USABLE))
                .map(Path::of)
                .filter(folder -> Files.isDirectory(folder) && Files.isWritable(folder))
                .orElse(Path.of("/tmp"));
        try {
            return new Folder(Files.createTempDirectory(
                    base,
                    "kprov-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        } catch (IOException e) {
            throw broken(base, e);
        }
    }

    Path socket() {
        return path.resolve("s");
    }

    /// Of the connection to a jump host, if this is the first host behind it.
    Path jumpSocket(int depth) {
        return path.resolve("j" + depth);
    }

    /// The configuration for a server.
    Path config(int depth) {
        return path.resolve(depth + ".conf");
    }

    /// What the ssh of a jump host says.
    Path log(int depth) {
        return path.resolve(depth + ".log");
    }

    /// The host keys that a server showed, each as type and fingerprint.
    Path shown(int depth) {
        return path.resolve(depth + ".shown");
    }

    Path revoked(int depth) {
        return path.resolve(depth + ".revoked");
    }

    Path keyScript() {
        return path.resolve("key");
    }

    /// Files are private because the folder is.
    void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw broken(path, e);
        }
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    /// For what no process got to see.
    void remove() {
        try (var files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It holds nothing secret, and its place is emptied by the system.
            return;
        }
    }

    private static KprovException broken(Path place, IOException cause) {
        return new KprovException(
                List.of(Problem.of(
                        ExitCode.UNREACHABLE,
                        "cannot keep what ssh needs in " + place,
                        String.valueOf(cause),
                        "make room there and let your user write into it; $XDG_RUNTIME_DIR names another place")),
                cause);
    }
}
