package dev.kprov.shell.ssh.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.shell.ssh.pace.Turns.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {
    /// `MaxStartups` of OpenSSH is `10:30:100` when nobody sets it: from the tenth on some are dropped.
    private static final int DROPS_FROM = 10;

    private final Turns turns = new Turns();

    @Test
    void fewer_log_in_at_once_than_a_server_would_begin_to_drop() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<FutureTask<Boolean>> logins = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            FutureTask<Boolean> login = new FutureTask<>(() -> {
                Turn turn = turns.take("server");
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                TimeUnit.MILLISECONDS.sleep(5);
                now.decrementAndGet();
                turn.close();
                return true;
            });
            Thread.ofVirtual().start(login);
            logins.add(login);
        }
        for (FutureTask<Boolean> login : logins) {
            assertThat(login.get()).isTrue();
        }
        assertThat(most.get()).isBetween(2, DROPS_FROM - 1);
    }

    @Test
    void one_server_does_not_keep_those_waiting_that_log_in_at_another() throws InterruptedException {
        List<Turn> taken = new ArrayList<>();
        for (int i = 0; i < DROPS_FROM - 2; i++) {
            taken.add(turns.take("busy"));
        }
        taken.add(turns.take("idle"));

        assertThat(taken).hasSize(DROPS_FROM - 1);
        taken.forEach(Turn::close);
    }
}
