package dev.kprov.cli.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RequestTest {
    private static final Display DISPLAY = new Display(false, false, false, false, false);

    @Test
    void a_next_command_names_only_what_is_not_the_default() {
        assertThat(request(Request.INVENTORY, Request.STATE).command("verify")).isEqualTo("kprov verify");
        assertThat(request(Path.of("my hosts.yaml"), Path.of("it's")).command("up"))
                .isEqualTo("kprov up -i 'my hosts.yaml' --state-dir 'it'\\''s'");
    }

    @Test
    void a_cluster_that_its_profile_names_is_named_by_it_again() {
        Request request = new Request(
                Optional.empty(),
                Optional.of("kind"),
                new StateFolder(Request.STATE),
                1,
                Optional.empty(),
                Optional.empty(),
                false,
                DISPLAY,
                Optional.of("7"),
                false);
        assertThat(request.command("verify")).isEqualTo("kprov verify");
        assertThat(request.namedByProfile(request.runId()).command("verify"))
                .isEqualTo("kprov verify -p kind --run-id 7");
        assertThat(request.namedByProfile(Optional.empty()).command("verify")).isEqualTo("kprov verify -p kind");
    }

    private static Request request(Path inventory, Path state) {
        return new Request(
                Optional.of(inventory),
                Optional.empty(),
                new StateFolder(state),
                1,
                Optional.empty(),
                Optional.empty(),
                false,
                DISPLAY,
                Optional.empty(),
                false);
    }
}
