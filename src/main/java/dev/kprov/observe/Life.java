package dev.kprov.observe;

import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Whether a host is still the one that was looked at, or was restarted since.
public final class Life {
    private static final Duration TIMEOUT = Duration.ofSeconds(75);

    private Life() {}

    /// `HostFacts.Identity.bootId` as it is now; empty when the host does not tell. Waits for a boot that goes on.
    public static String of(Shell shell) throws InterruptedException {
        return shell.run(Command.of("bash", "-c", text()).root(), Output.NONE, TIMEOUT)
                .stdout()
                .strip();
    }

    private static String text() {
        try (InputStream in = Life.class.getResourceAsStream("life.bash")) {
            if (in == null) {
                throw new IllegalStateException("life.bash is missing from the distribution");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
