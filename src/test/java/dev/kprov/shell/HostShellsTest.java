package dev.kprov.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.Host;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HostShellsTest {
    private final AtomicInteger opened = new AtomicInteger();
    private final List<String> closed = new CopyOnWriteArrayList<>();

    @Test
    void opens_a_host_once_for_all_who_ask_at_once() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        HostShells shells = new HostShells(host -> {
            opened.incrementAndGet();
            go.await();
            return closing(host.name());
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Shell> first = threads.submit(() -> shells.on(host("a")));
            Future<Shell> second = threads.submit(() -> shells.on(host("a")));
            go.countDown();
            assertThat(first.get()).isSameAs(second.get()).isSameAs(shells.on(host("a")));
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void after_a_connection_broke_the_next_command_gets_a_new_one() throws Exception {
        Problem problem = Problem.of(ExitCode.UNREACHABLE, "lost", "the cable", "plug it in");
        HostShells shells = new HostShells(host -> opened.incrementAndGet() > 1
                ? new FakeShell("a").on(command -> true, command -> new Result(0, "new", ""))
                : new FakeShell("a").on(command -> true, command -> {
                    throw KprovException.passing(problem, null);
                }));
        Shell shell = shells.on(host("a"));

        assertThatThrownBy(() -> shell.run(Command.of("true"), Output.NONE, Duration.ofSeconds(9)))
                .hasMessage("lost");
        assertThat(shell.run(Command.of("true"), Output.NONE, Duration.ofSeconds(9))
                        .stdout())
                .isEqualTo("new");
        assertThat(shells.on(host("a"))).isSameAs(shell);
        assertThat(opened).hasValue(2);
    }

    @Test
    void opens_different_hosts_at_the_same_time() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        HostShells shells = new HostShells(host -> {
            try {
                both.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("not at the same time", e);
            }
            return closing(host.name());
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Shell> a = threads.submit(() -> shells.on(host("a")));
            Future<Shell> b = threads.submit(() -> shells.on(host("b")));
            assertThat(a.get()).isNotSameAs(b.get());
        }
    }

    @Test
    void a_host_that_refused_keeps_refusing_with_the_same_words() {
        KprovException refusal = new KprovException(Problem.of(ExitCode.UNREACHABLE, "no", "because", "do"));
        HostShells shells = new HostShells(host -> {
            opened.incrementAndGet();
            throw refusal;
        });
        assertThatThrownBy(() -> shells.on(host("a"))).isSameAs(refusal);
        assertThatThrownBy(() -> shells.on(host("a"))).isSameAs(refusal);
        assertThat(opened).hasValue(1);
    }

    @Test
    void an_interrupted_opening_is_not_held_against_the_host() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        HostShells shells = new HostShells(host -> {
            if (opened.getAndIncrement() == 0) {
                opening.countDown();
                new CountDownLatch(1).await();
            }
            return closing(host.name());
        });
        FutureTask<Shell> first = new FutureTask<>(() -> shells.on(host("a")));
        Thread thread = Thread.ofVirtual().start(first);
        opening.await();
        FutureTask<Shell> waiting = new FutureTask<>(() -> shells.on(host("a")));
        Thread.ofVirtual().start(waiting);
        thread.interrupt();
        assertThatThrownBy(first::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(shells.on(host("a")));
    }

    @Test
    void closes_all_and_opens_no_more() throws Exception {
        HostShells shells = new HostShells(host -> closing(host.name()));
        Shell a = shells.on(host("a"));
        Shell b = shells.on(host("b"));
        assertThat(a).isNotSameAs(b);
        shells.close();
        shells.close();
        assertThat(closed).containsExactlyInAnyOrder("a", "b");
        assertThatThrownBy(() -> shells.on(host("a"))).isInstanceOf(IllegalStateException.class);
    }

    private Shell closing(String name) {
        return new Shell() {
            @Override
            public Result run(Command command, Output output, Duration timeout) {
                throw new AssertionError("nothing is run here");
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }

    private static Host host(String name) {
        return new Host(name, name, name, Set.of(), Map.of(), List.of(), new Access.Local(), Become.NONE);
    }
}
