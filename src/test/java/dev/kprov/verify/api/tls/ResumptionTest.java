package dev.kprov.verify.api.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ResumptionTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Resumption resumption = new Resumption();
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CompletableFuture<Boolean> firstBegun = new CompletableFuture<>();

    @Test
    void who_comes_second_begins_when_the_first_has_brought_a_session() {
        CompletableFuture<String> made = both();
        assertThat(firstBegun).succeedsWithin(SOON);

        resumption.arrived();

        assertThat(made).succeedsWithin(SOON).isEqualTo("second");
        assertThat(first).isNotDone();
    }

    @Test
    void or_when_the_first_is_through_without_one() {
        CompletableFuture<String> made = both();
        first.complete("first");

        assertThat(made).succeedsWithin(SOON).isEqualTo("second");
    }

    @Test
    void or_when_it_has_failed() {
        CompletableFuture<String> made = both();
        first.completeExceptionally(new IOException("refused"));

        assertThat(made).succeedsWithin(SOON).isEqualTo("second");
    }

    @Test
    void and_does_not_wait_for_ever() {
        CompletableFuture<String> made = both();

        assertThat(made).succeedsWithin(SOON).isEqualTo("second");
        assertThat(first).isNotDone();
    }

    @Test
    void what_cannot_even_begin_fails_and_holds_up_nobody() {
        CompletableFuture<String> broken = resumption.inTurn(() -> {
            throw new IllegalStateException("broken");
        });
        CompletableFuture<String> made = resumption.inTurn(() -> CompletableFuture.completedFuture("second"));

        assertThat(made).succeedsWithin(SOON).isEqualTo("second");
        assertThat(broken).failsWithin(SOON).withThrowableThat().withMessageContaining("broken");
    }

    private CompletableFuture<String> both() {
        CompletableFuture<String> made = resumption.inTurn(() -> {
            firstBegun.complete(true);
            return first;
        });
        assertThat(made).isNotDone();
        return resumption.inTurn(() -> {
            return CompletableFuture.completedFuture("second");
        });
    }
}
