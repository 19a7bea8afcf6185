package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.run.RunEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptNewHostKeysTest {
    private final RunEvent accepted =
            new RunEvent.Remark(FakeParts.CLOCK.instant(), "w-1", "accepted the new host key of w-1");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"up -p plain,true", "plan -p plain,false", "down --yes -p plain,true"})
    void an_accepted_key_is_shown_and_kept_where_anything_is_kept(String command, boolean kept) {
        Cli cli = new Cli(folder);
        assertThat(cli.runHere((command + " --accept-new-host-keys").split(" ", -1))
                        .exitCode())
                .isZero();
        assertThat(cli.parts.shown).containsOnlyOnce(accepted);
        assertThat(cli.parts.kept.contains(accepted)).isEqualTo(kept);
    }

    @Test
    void verify_keeps_it_as_well() {
        Cli cli = new Cli(folder);
        cli.write("state/clusters/demo/kubeconfig", "");
        cli.runHere("verify", "-p", "plain", "--accept-new-host-keys");
        assertThat(cli.parts.shown).containsOnlyOnce(accepted);
        assertThat(cli.parts.kept).containsOnlyOnce(accepted);
    }

    @Test
    void nothing_is_accepted_unless_asked_for() {
        for (String verb : List.of("up", "plan")) {
            Cli cli = new Cli(folder);
            cli.runHere(verb, "-p", "plain");
            assertThat(cli.parts.shown).doesNotContain(accepted);
        }
    }
}
