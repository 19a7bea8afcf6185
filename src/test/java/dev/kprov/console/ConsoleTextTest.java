package dev.kprov.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.plan.Stage;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleTextTest {
    private final ProblemText text = new ProblemText(Theme.PLAIN);

    @Test
    void a_problem_has_error_why_fix_and_log() {
        Problem problem = new Problem(
                ExitCode.UNREACHABLE, "worker-2", "cannot log in to worker-2", "refused\nkey ~/.ssh/id", "set user");

        assertThat(text.lines(problem, "runs/x/worker-2.log"))
                .containsExactly(
                        "error: cannot log in to worker-2",
                        "  why: refused",
                        "       key ~/.ssh/id",
                        "  fix: set user",
                        "  log: runs/x/worker-2.log");
    }

    @Test
    void a_problem_names_its_place_and_no_log_twice() {
        Problem problem = Problem.invalid("inventory.yaml:3:5", "unknown key hots", "no such key", "read a.log");

        assertThat(text.lines(problem, "a.log"))
                .containsExactly(
                        "error: inventory.yaml:3:5: unknown key hots", "  why: no such key", "  fix: read a.log");
    }

    @Test
    void a_problem_cannot_steer_the_terminal() {
        Problem problem = Problem.of(ExitCode.STEP_FAILED, "bad\u001b]0;title\u0007 name", "a\u001b[2Jb", "c\u0008d");

        assertThat(text.lines(problem)).containsExactly("error: bad name", "  why: ab", "  fix: cd");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0s",
        "412, 0.4s",
        "9940, 9.9s",
        "9950, 10s",
        "59400, 59s",
        "59600, 1m 00s",
        "64000, 1m 04s",
        "3600000, 1h 00m",
        "7380000, 2h 03m"
    })
    void durations_read_well(long millis, String text) {
        assertThat(Took.text(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void cutting_counts_columns_not_characters_and_ends_colours() {
        assertThat(Fit.cut("abcdef", 6, "…")).isEqualTo("abcdef");
        assertThat(Fit.cut("abcdefg", 6, "…")).isEqualTo("abcde…");
        assertThat(Fit.cut("日本語日本語", 6, "…")).isEqualTo("日本…");
        assertThat(Fit.cut("\u001b[31mabcdefg\u001b[0m", 6, "...")).isEqualTo("\u001b[31mabc...\u001b[0m");
        assertThat(Fit.width("e\u0301")).isEqualTo(1);
    }

    @Test
    void wrapping_keeps_words_whole() {
        assertThat(Fit.wrap("one two three\nfour-is-too-long-for-it five", 9))
                .containsExactly("one two", "three", "four-is-too-long-for-it", "five");
    }

    @Test
    void a_row_that_names_its_host_does_not_name_it_twice() {
        assertThat(Lines.shortTitle(Story.run("cp-1/x", Stage.PREPARE, "Install containerd on cp-1")))
                .isEqualTo("Install containerd");
        assertThat(Lines.shortTitle(Story.run("w/x", Stage.JOIN, "Fetch it from w")))
                .isEqualTo("Fetch it");
        assertThat(Lines.shortTitle(Story.run("cp-1/x", Stage.PREPARE, "Tell worker-cp-1")))
                .isEqualTo("Tell worker-cp-1");
    }

    @Test
    void colours_are_off_when_the_user_or_the_terminal_says_so() {
        Map<String, String> xterm = Map.of("TERM", "xterm-256color");
        assertThat(Theme.of(StandardCharsets.UTF_8, xterm, true)).isEqualTo(new Theme(true, true));
        assertThat(Theme.of(StandardCharsets.UTF_8, xterm, false).colour()).isFalse();
        assertThat(Theme.of(StandardCharsets.UTF_8, Map.of("TERM", "xterm", "NO_COLOR", "1"), true)
                        .colour())
                .isFalse();
        assertThat(Theme.of(StandardCharsets.UTF_8, Map.of("TERM", "dumb"), true)
                        .colour())
                .isFalse();
        assertThat(Theme.of(StandardCharsets.US_ASCII, xterm, true).unicode()).isFalse();
    }
}
