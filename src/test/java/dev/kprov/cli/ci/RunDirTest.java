package dev.kprov.cli.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.problem.KprovException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The folders of kubetest2's `RunDir`.
class RunDirTest {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Optional<Path> NONE = Optional.empty();

    @Test
    void an_option_goes_before_the_variable_and_that_before_the_default() {
        assertThat(RunDir.folder(Optional.of(Path.of("given")), "/variable", NONE, "r"))
                .isEqualTo(HERE.resolve("given/r"));
        assertThat(RunDir.folder(NONE, "/variable", NONE, "r")).isEqualTo(Path.of("/variable/r"));
        assertThat(RunDir.folder(NONE, "", NONE, "r")).isEqualTo(HERE.resolve("_rundir/r"));
    }

    @Test
    void among_the_artifacts_the_same_names_are_below_them() {
        Optional<Path> artifacts = Optional.of(Path.of("/out"));
        assertThat(RunDir.folder(Optional.of(Path.of("given")), "/variable", artifacts, "r"))
                .isEqualTo(Path.of("/out/given/r"));
        assertThat(RunDir.folder(NONE, "/variable", artifacts, "r")).isEqualTo(Path.of("/out/variable/r"));
        assertThat(RunDir.folder(NONE, "", artifacts, "r")).isEqualTo(Path.of("/out/_rundir/r"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/../..", "/"})
    void a_run_id_that_leads_elsewhere_is_refused(String id) {
        assertThatThrownBy(() -> RunDir.folder(NONE, "", NONE, id))
                .isInstanceOf(KprovException.class)
                .hasMessage("the run id " + id + " names no folder");
    }

    @Test
    void so_is_a_folder_that_leads_out_of_the_artifacts() {
        assertThatThrownBy(() -> RunDir.folder(Optional.of(Path.of("../x")), "", Optional.of(Path.of("/out")), "r"))
                .isInstanceOf(KprovException.class)
                .hasMessage("../x is not among the artifacts");
    }
}
