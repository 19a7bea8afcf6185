package dev.kprov.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ExitCodeTest {
    @Test
    void the_worst_is_the_highest_and_nothing_is_fine() {
        assertThat(ExitCode.worst(List.of())).isEqualTo(ExitCode.OK);
        assertThat(ExitCode.worst(List.of(ExitCode.UNREACHABLE, ExitCode.STEP_FAILED, ExitCode.OK)))
                .isEqualTo(ExitCode.STEP_FAILED);
        assertThat(ExitCode.worst(List.of(ExitCode.INTERRUPTED, ExitCode.STEP_FAILED)))
                .isEqualTo(ExitCode.INTERRUPTED);
    }
}
