package dev.kprov.shell.openssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kprov.Await;
import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Shell;
import dev.kprov.shell.ssh.OpenSsh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/// Several hosts behind one jump host, by the `ssh` program.
@Timeout(60)
@EnabledIf(value = "dev.kprov.shell.ssh.OpenSsh#installed", disabledReason = "needs the package openssh-server")
final class SharedJumpTest {
    private final OpenSshBed bed;
    private final OpenSsh jump;

    SharedJumpTest() throws Exception {
        bed = new OpenSshBed();
        jump = new OpenSsh(Files.createDirectory(bed.home().resolve("jump")));
    }

    @BeforeEach
    void serve() throws Exception {
        jump.serve(List.of(bed.key()), List.of());
    }

    @AfterEach
    void leaves_nothing_behind() throws Exception {
        Await.until("the end of the connection to the jump host", () -> connections() == 0);
        assertThat(bed.kept()).isEmpty();
        jump.close();
        bed.close();
    }

    @Test
    void hosts_share_one_connection_to_their_jump_host() throws Exception {
        List<Shell> shells = openAtOnce(5);

        for (Shell shell : shells) {
            assertThat(says(shell)).isEqualTo("in\n");
        }
        assertThat(logins(jump)).isEqualTo(1);
        assertThat(logins(bed.server())).isEqualTo(5);
        shells.forEach(Shell::close);
    }

    @Test
    void it_outlives_the_host_that_made_it() throws Exception {
        Shell first = bed.open(behind(bed.server().port()));
        Shell second = bed.open(behind(bed.server().port()));
        first.close();

        assertThat(says(second)).isEqualTo("in\n");
        try (Shell third = bed.open(behind(bed.server().port()))) {
            assertThat(says(third)).isEqualTo("in\n");
        }
        second.close();
    }

    @Test
    void what_the_jump_host_cannot_reach_is_told_as_by_a_connection_of_its_own() throws Exception {
        try (Shell first = bed.open(behind(bed.server().port()))) {
            assertThat(says(first)).isEqualTo("in\n");
            KprovException closed = refusal(behind(1));

            assertThat(closed).hasMessage("the jump host cannot reach cp-1 (127.0.0.1:1)");
            assertThat(closed.problems().getFirst().why()).isEqualTo("it answered: connect failed: Connection refused");
        }
    }

    @Test
    void a_host_that_refuses_the_login_is_asked_once() throws Exception {
        try (OpenSsh other = new OpenSsh(Files.createDirectory(bed.home().resolve("other")));
                Shell first = bed.open(behind(bed.server().port()))) {
            other.serve(List.of(other.key("stranger")), List.of());
            assertThat(says(first)).isEqualTo("in\n");
            Access.Ssh ssh = bed.access(other.port(), Optional.of(other.hostFingerprint()), way());

            assertThat(refusal(ssh).mayPass()).isFalse();
            assertThat(count(other, "Connection from ")).isEqualTo(2); // one is the test's own, when it started
        }
    }

    @Test
    void a_host_that_does_not_answer_keeps_no_other_waiting() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> bed.open(behind(silent.getLocalPort())));
            Socket way = silent.accept();

            List<Shell> shells = openAtOnce(2);

            assertThat(first.isDone()).isFalse();
            assertThat(logins(jump)).isEqualTo(1);
            shells.forEach(Shell::close);
            way.close();
            assertThatThrownBy(first::get).hasCauseInstanceOf(KprovException.class);
        }
    }

    @Test
    void one_that_broke_is_made_again() throws Exception {
        Shell first = bed.open(behind(bed.server().port()));
        jump.breakConnections();
        Await.until("the end of the connection to the jump host", () -> connections() == 0);

        try (Shell second = bed.open(behind(bed.server().port()))) {
            assertThat(says(second)).isEqualTo("in\n");
        }
        first.close();
    }

    private List<Shell> openAtOnce(int count) throws Exception {
        List<Future<Shell>> opening = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                opening.add(threads.submit(() -> bed.open(behind(bed.server().port()))));
            }
        }
        List<Shell> shells = new ArrayList<>();
        for (Future<Shell> shell : opening) {
            shells.add(shell.get());
        }
        return shells;
    }

    private Access.Ssh behind(int port) throws Exception {
        return bed.access(port, Optional.of(bed.server().hostFingerprint()), way());
    }

    private Access.Jump way() throws Exception {
        return new Access.Jump.Via(
                bed.access(jump.port(), Optional.of(jump.hostFingerprint()), new Access.Jump.None()));
    }

    private KprovException refusal(Access.Ssh access) {
        KprovException refusal = catchThrowableOfType(
                KprovException.class, () -> bed.open(access).close());
        assertThat(refusal).as("it let us in").isNotNull();
        return refusal;
    }

    private static String says(Shell shell) throws InterruptedException {
        return shell.run(Command.of("echo", "in"), Output.NONE, Duration.ofSeconds(20))
                .stdout();
    }

    private static int logins(OpenSsh server) throws IOException {
        return count(server, "Accepted publickey");
    }

    private static int count(OpenSsh server, String text) throws IOException {
        return Math.toIntExact(Files.readAllLines(server.log()).stream()
                .filter(line -> line.contains(text))
                .count());
    }

    private long connections() {
        return jump.connections();
    }
}
