package dev.kprov.lock;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Result;
import dev.kprov.shell.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lock as one host keeps it: a file that only root can read, in memory, so that it goes when the host goes down.
///
/// @param file its path on the host
record HostLock(String host, String file) {
    private static final String FILE = "/run/kprov.lock";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    HostLock(String host) {
        this(host, FILE);
    }

    /// Another run's lock.
    ///
    /// @param silent since its last sign of life, by the host's own clock
    /// @param since when it was taken, by the host's own clock
    record Held(String host, Duration silent, String since, Owner owner) {}

    /// Takes the lock, or gives a sign of life when it is held already.
    ///
    /// @return who holds it instead
    Optional<Held> take(Shell shell, Owner owner) throws InterruptedException {
        return take(shell, owner, "", Duration.ZERO);
    }

    /// The same, putting another run's aside.
    ///
    /// @param silent for how long that one must have given no sign of life
    Optional<Held> take(Shell shell, Owner owner, Held from, Duration silent) throws InterruptedException {
        return take(shell, owner, from.owner().run(), silent);
    }

    private Optional<Held> take(Shell shell, Owner owner, String from, Duration silent) throws InterruptedException {
        Result result = shell.run(command("take", from, silent, owner), Output.NONE, TIMEOUT);
        List<String> said = result.stdout().lines().toList();
        if (said.isEmpty() || !result.ok()) {
            throw new KprovException(unknown(result.stderr()));
        }
        return said.getFirst().startsWith("held ") ? Optional.of(held(said)) : Optional.empty();
    }

    /// Gives it back; another one's stays.
    void release(Shell shell, Owner owner) throws InterruptedException {
        shell.run(command("release", "", Duration.ZERO, owner), Output.NONE, TIMEOUT);
    }

    private Held held(List<String> said) {
        long seconds = Long.parseLong(said.getFirst().substring("held ".length()));
        String since = said.size() > 1 ? said.get(1) : "an unknown time";
        String run = said.size() > 2 ? said.get(2) : "";
        List<String> about = said.size() > 3 ? said.subList(3, said.size()) : List.of();
        return new Held(host, Duration.ofSeconds(seconds), since, Owner.of(run, about));
    }

    private Problem unknown(String said) {
        return new Problem(
                ExitCode.UNREACHABLE,
                host,
                "cannot lock the cluster on " + host,
                said.isBlank() ? "the command that takes the lock ended without a word" : said.strip(),
                "check that bash, coreutils and util-linux are installed there and that " + file
                        + " can be written, then run the command again");
    }

    private Command command(String verb, String from, Duration silent, Owner owner) {
        List<String> argv = new ArrayList<>(List.of("bash", "-c", text(), "kprov", file));
        argv.addAll(List.of(verb, from, String.valueOf(silent.toSeconds()), owner.run()));
        argv.addAll(owner.lines());
        return new Command(argv, new byte[0], true);
    }

    private static String text() {
        try (InputStream in = HostLock.class.getResourceAsStream("lock.bash")) {
            if (in == null) {
                throw new IllegalStateException("lock.bash is missing from the distribution");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
