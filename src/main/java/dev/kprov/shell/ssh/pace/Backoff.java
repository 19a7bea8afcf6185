package dev.kprov.shell.ssh.pace;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.transport.TransportException;

/// Trying again after longer and longer pauses, until the time is over. The pauses have jitter: what many wait for
/// must not be asked by all at once.
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LAST = Duration.ofSeconds(3);

    private final Duration longest;
    private long start;
    private Duration pause = FIRST;
    private int tries = 1;

    /// @param longest from the first failure to the last try
    public Backoff(Duration longest) {
        this.longest = longest;
    }

    /// Waits; false, at once, when there is no time for another try.
    public boolean pause() throws InterruptedException {
        if (tries == 1) {
            start = System.nanoTime();
        }
        if (taken().plus(pause).compareTo(longest) > 0) {
            return false;
        }
        Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos())));
        pause = pause.multipliedBy(2).compareTo(LAST) < 0 ? pause.multipliedBy(2) : LAST;
        tries++;
        return true;
    }

    /// How often it was tried, for messages; empty when only once.
    public String told() {
        return tries == 1 ? "" : " (tried " + tries + " times in " + taken().toSeconds() + " s)";
    }

    private Duration taken() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Whether that is how a server behaves that is about to start, or has too much to do: it refuses the connection
    /// or drops it before a word was said.
    public static boolean isUseful(IOException trouble) {
        String text = String.valueOf(trouble.getMessage());
        if (text.contains("timed out") || text.contains("settlement")) {
            return false;
        }
        return switch (trouble) {
            case ConnectException refused -> true;
            case NoRouteToHostException notYet -> true;
            case SocketException reset -> true;
            case OpenFailException behind -> behind.getReason() == OpenFailException.Reason.CONNECT_FAILED;
            case TransportException dropped -> isDropped(dropped, text);
            default -> false;
        };
    }

    /// SSHJ tells only in words that the other side hung up.
    private static boolean isDropped(TransportException trouble, String text) {
        return trouble.getCause() instanceof SocketException
                || trouble.getDisconnectReason() == DisconnectReason.TOO_MANY_CONNECTIONS
                || List.of("Server closed connection during identification exchange", "encountered EOF").stream()
                        .anyMatch(text::contains);
    }
}
