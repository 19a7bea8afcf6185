package dev.kprov;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void a_second_signal_ends_kprov_at_once(String signal) throws IOException, InterruptedException {
        Process stubborn = new ProcessBuilder(
                        "env",
                        "--default-signal=INT,TERM,HUP",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Stubborn.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = stubborn.inputReader()) {
            assertThat(said.readLine()).isEqualTo("works");
            send(signal, stubborn);
            assertThat(said.readLine()).contains("once more to leave at once");
            send(signal, stubborn);

            assertThat(stubborn.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(stubborn.exitValue()).isEqualTo(130);
            // It was not its patience that ended it.
            assertThat(said.readLine()).isNull();
        } finally {
            stubborn.destroyForcibly();
        }
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-s", signal, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /// Work that no interruption ends.
    static final class Stubborn {
        public static void main(String[] arguments) {
            Interruption.ofThisThread(
                    Runtime.getRuntime()::halt, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
            System.out.println("works");
            CountDownLatch never = new CountDownLatch(1);
            while (true) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // That is what makes it stubborn.
                }
            }
        }
    }

    private Interruption interruption(Thread worker, Duration patience) {
        return new Interruption(worker, patience, halted::add, new PrintWriter(err));
    }
}
