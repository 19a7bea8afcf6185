package dev.kprov.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Become;
import dev.kprov.shell.RecordedOutput;
import dev.kprov.shell.Shell;
import dev.kprov.shell.local.LocalShell;
import dev.kprov.shell.script.ScriptRun;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LifeTest {
    @Test
    void is_what_a_look_at_the_host_says() throws InterruptedException {
        Shell shell = new LocalShell("here", Become.NONE, secret -> "");
        Probe nothing = new Probe(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), "1.36.4");
        String seen = ScriptRun.run(
                        shell, Observer.script(nothing), Map.of(), new RecordedOutput(), Duration.ofSeconds(60))
                .result()
                .stdout();

        String life = Life.of(shell);

        assertThat(life).matches("[0-9a-f-]{36}/\\d+");
        assertThat(seen.lines()).contains("boot-id " + life);
    }
}
