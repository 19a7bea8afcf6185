package dev.kprov.shell.openssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The ssh that holds the connection; those of the commands go through it. It ends with kprov, however that ends:
/// its input is a pipe from kprov, and nothing else is watched.
final class Master implements AutoCloseable {
    /// What is left of it is removed only once nobody can want to read it.
    private static final String BOUND = """
        folder=$1
        shift
        trap '' PIPE
        exec 3<&0
        "$@" </dev/null 3<&- &
        child=$!
        ( cat <&3; kill $child ) >/dev/null 2>&1 &
        watch=$!
        wait $child
        echo "kprov-end $?"
        kill $watch 2>/dev/null
        exec >/dev/null 2>&1
        cat <&3
        rm -rf "$folder"
        """;

    private static final String UP = "kprov-up";
    private static final String END = "kprov-end ";
    private static final int LONGEST_TEXT = 1 << 16;
    private static final long GRACE_SECONDS = 5;

    private final Process process;
    private final StringBuilder said = new StringBuilder();
    private final CountDownLatch heard = new CountDownLatch(1);
    private final CompletableFuture<Boolean> up = new CompletableFuture<>();

    private Master(Process process) {
        this.process = process;
    }

    /// @param address as the user's configuration may know it
    static Master start(Program program, Folder folder, String address) {
        Path config = folder.config(0);
        List<String> line = new ArrayList<>(List.of("sh", "-c", BOUND, "kprov"));
        line.add(folder.path().toString());
        line.addAll(List.of(
                "ssh", "-F", config.toString(), "-M", "-S", folder.socket().toString()));
        line.addAll(List.of("-N", "-T", "-a", "-x"));
        for (String option : List.of(
                "LogLevel=ERROR",
                "ControlPersist=no",
                "ClearAllForwardings=yes",
                "RemoteCommand=none",
                // Run once the others may come.
                "PermitLocalCommand=yes",
                "LocalCommand=echo " + UP)) {
            line.addAll(List.of("-o", option));
        }
        line.add(address);
        Master master = new Master(program.start(line));
        Thread.ofVirtual().start(master::listen);
        Thread.ofVirtual().start(master::hear);
        return master;
    }

    private void listen() {
        try (BufferedReader lines = reader(process.getInputStream())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(UP)) {
                    up.complete(true);
                }
                if (line.startsWith(END)) {
                    return;
                }
            }
        } catch (IOException e) {
            // It was closed.
            return;
        } finally {
            up.complete(false);
        }
    }

    private void hear() {
        try (BufferedReader lines = reader(process.getErrorStream())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (said) {
                    said.append(said.length() < LONGEST_TEXT ? line + "\n" : "");
                }
            }
        } catch (IOException e) {
            // It was closed.
            return;
        } finally {
            heard.countDown();
        }
    }

    private static BufferedReader reader(java.io.InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /// Whether it has logged in; false when it has ended, or the time is over.
    boolean await(Duration time) throws InterruptedException {
        up.completeOnTimeout(false, time.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return up.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// What it said, once it has ended.
    String said() throws InterruptedException {
        boolean ended = heard.await(GRACE_SECONDS, TimeUnit.SECONDS);
        synchronized (said) {
            return ended ? said.toString().strip() : said.toString().strip() + "\n(and has not ended)";
        }
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            // Whoever interrupts a second time does not want to wait; it ends without us.
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
