package dev.kprov.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A folder in which somebody types kprov commands: an inventory, a profile, and the distribution that the build
/// made.
final class Workplace {
    private static final Path KPROV = Path.of("target/kprov/bin/kprov").toAbsolutePath();

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();
    private List<String> wrapper = List.of();

    Workplace(Path folder) {
        this.folder = folder;
    }

    /// What a command left behind.
    record Done(int exitCode, String out, String err) {
        String all() {
            return out + err;
        }
    }

    Path folder() {
        return folder;
    }

    Workplace inventory(String... entries) {
        StringBuilder text = new StringBuilder("apiVersion: kprov/v1\ncluster: lab\nhosts:\n");
        for (String entry : entries) {
            text.append("  ").append(entry);
        }
        return write("inventory.yaml", text.toString());
    }

    /// What commands find in their environment from now on.
    Workplace with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// What is taken away from the modes of files that commands make from now on.
    Workplace umask(String octal) {
        return through("sh", "-c", "umask \"$0\" && exec \"$@\"", octal);
    }

    /// The command that runs kprov's from now on; none when empty.
    Workplace through(String... command) {
        wrapper = List.of(command);
        return this;
    }

    Workplace profile(String text) {
        return profile("kubeadm", text);
    }

    Workplace profile(String name, String text) {
        return write("profiles/" + name + ".yaml", text);
    }

    Done kprov(String... arguments) {
        return kprov(start(arguments));
    }

    Process start(String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(KPROV.toString());
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(folder, "out", "");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(folder.resolve("stdout").toFile())
                    .redirectError(folder.resolve("stderr").toFile());
            builder.environment().put("HOME", folder.toString());
            builder.environment().putAll(environment);
            Files.delete(out);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Done kprov(Process process) {
        try {
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("kprov did not end in 10 minutes: " + read("stderr"));
            }
            return new Done(process.exitValue(), read("stdout"), read("stderr"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Every file of text that the runs kept, as one.
    String kept() {
        StringBuilder text = new StringBuilder();
        try (var files = Files.walk(folder.resolve(".kprov/runs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(file.toString().endsWith(".gz") ? "" : Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// The log of a host in the last run that has one.
    String log(String host) {
        try (var files = Files.walk(folder.resolve(".kprov/runs"))) {
            return Files.readString(files.filter(file -> file.endsWith(host + ".log"))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workplace write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
