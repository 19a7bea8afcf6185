package dev.kprov;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class InterruptionTest {
    private final List<Integer> halted = new ArrayList<>();
    private final StringWriter err = new StringWriter();

    @Test
    void a_signal_interrupts_the_work_and_waits_until_it_is_over() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(1);
        AtomicBoolean finished = new AtomicBoolean();
        List<Interruption> interruptions = new ArrayList<>();
        Thread worker = Thread.ofPlatform().start(() -> {
            try {
                ready.await();
                working.countDown();
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                finished.set(true);
                interruptions.getFirst().over();
            }
        });
        interruptions.add(interruption(worker, Duration.ofMinutes(1)));
        ready.countDown();
        working.await();

        interruptions.getFirst().shutDown();

        assertThat(finished).isTrue();
        assertThat(halted).containsExactly(130);
        worker.join();
    }

    @Test
    void work_that_does_not_end_is_left_after_a_while() {
        CountDownLatch never = new CountDownLatch(1);
        Thread worker = Thread.ofVirtual().unstarted(never::countDown);

        interruption(worker, Duration.ofMillis(1)).shutDown();

        assertThat(halted).containsExactly(130);
        assertThat(err.toString()).contains("did not end");
    }

    @Test
    void an_exit_after_the_work_is_no_interruption() {
        Interruption interruption = interruption(Thread.currentThread(), Duration.ofMinutes(1));
        interruption.over();

        interruption.shutDown();

        assertThat(halted).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
    }

    private Interruption interruption(Thread worker, Duration patience) {
        return new Interruption(worker, patience, halted::add, new PrintWriter(err));
    }
}
