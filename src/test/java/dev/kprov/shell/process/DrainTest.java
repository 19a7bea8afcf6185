package dev.kprov.shell.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DrainTest {
    @Test
    void what_breaks_down_over_a_stream_is_told_before_the_stream_counts_as_ended() throws Exception {
        Drain drain = new Drain(new ByteArrayInputStream(new byte[] {1}));
        FutureTask<Boolean> end = new FutureTask<>(() -> drain.awaitEnd(true));
        Thread.startVirtualThread(end);
        AtomicReference<Throwable> told = new AtomicReference<>();

        drain.run(
                (bytes, length) -> {
                    throw new IllegalArgumentException("too long");
                },
                () -> {},
                cause -> {
                    assertThatThrownBy(() -> end.get(200, TimeUnit.MILLISECONDS))
                            .isInstanceOf(TimeoutException.class);
                    told.set(cause);
                });

        assertThat(end.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(told.get()).hasMessage("too long");
    }
}
