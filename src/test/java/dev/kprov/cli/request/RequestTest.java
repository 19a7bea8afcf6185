package dev.kprov.cli.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RequestTest {
    private static final Display DISPLAY = new Display(false, false, false, false);

    @Test
    void a_next_command_names_only_what_is_not_the_default() {
        assertThat(request(Request.INVENTORY, Request.STATE).command("verify")).isEqualTo("kprov verify");
        assertThat(request(Path.of("my hosts.yaml"), Path.of("it's")).command("up"))
                .isEqualTo("kprov up -i 'my hosts.yaml' --state-dir 'it'\\''s'");
    }

    private static Request request(Path inventory, Path state) {
        return new Request(
                inventory,
                Optional.empty(),
                new StateFolder(state),
                1,
                Optional.empty(),
                Optional.empty(),
                false,
                DISPLAY);
    }
}
