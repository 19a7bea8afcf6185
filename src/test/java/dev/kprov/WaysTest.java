package dev.kprov;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.cli.request.Surroundings;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.shell.NewKeys;
import dev.kprov.shell.Shells;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaysTest {
    @TempDir
    private Path home;

    @Test
    void to_a_host_that_only_the_api_knows_there_is_none() {
        Keyboard keyboard = new Keyboard(new PrintWriter(Writer.nullWriter()));
        Ways ways =
                new Ways(new Surroundings(Map.of(), home, keyboard, Clock.systemUTC()), new PassphrasePrompt(keyboard));
        Host host =
                new Host("a", "10.0.0.1", "10.0.0.1", Set.of(), Map.of(), List.of(), new Access.ApiOnly(), Become.NONE);

        try (Shells shells = ways.shells(Duration.ofSeconds(1), NewKeys.AS_CONFIGURED)) {
            assertThatThrownBy(() -> shells.on(host))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("a is known only through the API, no command gets there");
        }
    }
}
