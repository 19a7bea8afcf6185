package dev.kprov.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final Instant BEGUN = Instant.parse("2026-07-01T10:00:00Z");
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private static Pace after(long millis) {
        return new Pace(Clock.fixed(BEGUN.plusMillis(millis), ZoneOffset.UTC), BEGUN);
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "12000, 1200", "60000, 5000", "298000, 2000", "300000, 5000"})
    void the_longer_a_cluster_takes_the_longer_it_is_left_alone_but_not_at_the_deadline(long elapsed, long rest) {
        assertThat(after(elapsed).withoutNews(DEADLINE)).hasMillis(rest);
    }

    @ParameterizedTest
    @CsvSource({"100, 0, 300", "100, 200, 100", "100, 300, 20", "2000, 0, 2000"})
    void a_slow_cluster_is_not_asked_more_often_than_it_can_answer(long took, long asking, long rest) {
        assertThat(after(3000).afterLook(DEADLINE, Duration.ofMillis(took), Duration.ofMillis(asking)))
                .hasMillis(rest);
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 300", "1999, 100, 300", "2000, 100, 0", "0, 2000, 2000", "60000, 2000, 2000"})
    void answers_are_waited_for_early_or_where_a_look_takes_longer(long elapsed, long took, long wait) {
        assertThat(after(elapsed).forAnswers(Duration.ofMillis(took))).hasMillis(wait);
    }

    @ParameterizedTest
    @CsvSource({"2500, false, 2500", "2500, true, 1000", "-1, false, 300", "-1, true, 300"})
    void while_a_verdict_is_to_hold_it_is_looked_at_each_second(long window, boolean held, long rest) {
        assertThat(after(3000).untilItHasPassed(DEADLINE, Duration.ofMillis(window), held))
                .hasMillis(rest);
    }
}
