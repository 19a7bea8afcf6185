package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.HostShells;
import dev.kprov.shell.Output;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many hosts behind one jump host.
@Timeout(120)
final class JumpHostTest {
    private static final Duration ENOUGH = Duration.ofSeconds(60);

    private final KeyPair hostKey = TestKeys.ed25519();
    private final KeyPair jumpKey = TestKeys.ed25519();
    private final KeyPair user = TestKeys.ed25519();
    private final KeyPair jumpUser = TestKeys.ed25519();
    private final TestServer server = new TestServer(user.getPublic(), hostKey);
    private final TestServer jump = new TestServer(jumpUser.getPublic(), jumpKey);

    @TempDir
    private Path home;

    private HostShells shells = new HostShells(host -> {
        throw new AssertionError("not yet");
    });

    JumpHostTest() throws Exception {}

    @BeforeEach
    void has_keys() throws Exception {
        Path ssh = Files.createDirectories(home.resolve(".ssh"));
        TestKeys.openssh(ssh.resolve("id_ed25519"), user, "");
        TestKeys.openssh(home.resolve("jump"), jumpUser, "");
        shells = shells(ENOUGH);
    }

    @AfterEach
    void stops() throws Exception {
        shells.close();
        jump.close();
        server.close();
    }

    @Test
    void fifty_hosts_that_ask_at_the_same_time_share_one_connection_until_the_last_has_gone() throws Exception {
        assertThat(answers(hosts(50, way()))).containsOnly("in\n").hasSize(50);
        assertThat(jump.connections()).isEqualTo(1);
        shells.close();
        await(jump);
    }

    @Test
    void the_next_command_after_the_shared_connection_broke_opens_another_for_all() throws Exception {
        List<Host> hosts = hosts(8, way());
        assertThat(answers(hosts)).containsOnly("in\n");
        jump.breakConnections();
        for (Host host : hosts) {
            untilWorks(host);
        }
        assertThat(jump.connections()).isEqualTo(2);
    }

    @Test
    void a_jump_host_that_refuses_is_tried_once_and_told_for_every_host() throws Exception {
        Access.Ssh refused = TestServer.withPassword(TestServer.withKey(way(), "~/.ssh/id_ed25519"));
        List<Problem> problems = problems(hosts(20, refused));
        assertThat(jump.passwords()).containsExactly("falsch");
        assertThat(jump.connections()).isEqualTo(1);
        assertThat(problems).extracting(Problem::where).doesNotHaveDuplicates().hasSize(20);
        assertThat(problems).allMatch(problem -> problem.what().contains("the jump host of " + problem.where() + " ("));
        assertThat(problems)
                .filteredOn(problem -> problem.what().startsWith("cannot log in to "))
                .hasSize(1);
        assertThat(problems)
                .allMatch(problem -> problem.why().contains("id_ed25519: refused"))
                .allMatch(problem -> problem.why().contains("password: refused"));
    }

    @Test
    void every_jump_host_of_a_chain_is_shared_with_a_key_of_its_own() throws Exception {
        KeyPair firstKey = TestKeys.ecdsa();
        KeyPair firstUser = TestKeys.ed25519();
        TestKeys.openssh(home.resolve("first"), firstUser, "");
        try (TestServer first = new TestServer(firstUser.getPublic(), firstKey)) {
            Access.Ssh outer = TestServer.withKey(first.access(TestKeys.fingerprint(firstKey)), "~/first");
            assertThat(answers(hosts(6, TestServer.through(way(), outer)))).containsOnly("in\n");
            assertThat(first.connections()).isEqualTo(1);
            assertThat(jump.connections()).isEqualTo(1);
            shells.close();
            await(jump);
            await(first);
        }
    }

    @Test
    void another_way_to_the_same_jump_host_is_checked_for_itself() throws Exception {
        Host good = TestServer.host("good", TestServer.through(target(), way()));
        Host wrong = TestServer.host(
                "wrong",
                TestServer.through(
                        target(), TestServer.withKey(jump.access(TestKeys.fingerprint(TestKeys.ed25519())), "~/jump")));
        assertThat(answers(List.of(good))).containsOnly("in\n");
        assertThat(problems(List.of(wrong)).getFirst().what()).contains("is not the one that the inventory demands");
    }

    @Test
    void a_jump_host_that_allows_few_channels_gets_more_connections() throws Exception {
        jump.allowTunnels(3);
        assertThat(answers(hosts(8, way()))).containsOnly("in\n").hasSize(8);
        assertThat(jump.connections()).isBetween(3, 8);
    }

    @Test
    void a_jump_host_that_allows_no_channel_is_not_logged_in_to_again_for_it() throws Exception {
        jump.allowTunnels(0);
        List<Problem> problems = problems(hosts(5, way()));
        assertThat(problems).hasSize(5).allMatch(problem -> problem.what().startsWith("the jump host cannot reach h"));
        assertThat(jump.connections()).isLessThanOrEqualTo(5);
    }

    @Test
    void a_silent_host_behind_a_jump_host_is_not_waited_for_longer_than_allowed() throws Exception {
        shells = shells(Duration.ofSeconds(2));
        try (ServerSocket silent = new ServerSocket(0)) {
            Access.Ssh access = TestServer.at("127.0.0.1", silent.getLocalPort(), Optional.empty());
            Problem problem = problems(List.of(TestServer.host("h", TestServer.through(access, way()))))
                    .getFirst();
            assertThat(problem.why()).contains("did not answer within 2 s");
        }
    }

    private HostShells shells(Duration timeout) {
        SshSettings settings = TestServer.settings(home, timeout);
        return new HostShells(host -> SshShell.open(host, (Access.Ssh) host.access(), settings, secret -> "falsch"));
    }

    private Access.Ssh way() {
        return TestServer.withKey(jump.access(TestKeys.fingerprint(jumpKey)), "~/jump");
    }

    private Access.Ssh target() {
        return server.access(TestKeys.fingerprint(hostKey));
    }

    private List<Host> hosts(int count, Access.Ssh way) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestServer.host("h" + i, TestServer.through(target(), way)))
                .toList();
    }

    private List<FutureTask<String>> start(List<Host> hosts) {
        return hosts.stream()
                .map(host -> {
                    FutureTask<String> task = new FutureTask<>(() -> ask(host));
                    Thread.ofVirtual().start(task);
                    return task;
                })
                .toList();
    }

    private String ask(Host host) throws InterruptedException {
        return shells.on(host)
                .run(Command.of("echo", "in"), Output.NONE, ENOUGH)
                .stdout();
    }

    private List<String> answers(List<Host> hosts) throws Exception {
        List<String> answers = new ArrayList<>();
        for (FutureTask<String> task : start(hosts)) {
            answers.add(task.get(100, TimeUnit.SECONDS));
        }
        return answers;
    }

    private List<Problem> problems(List<Host> hosts) throws Exception {
        List<Problem> problems = new ArrayList<>();
        for (FutureTask<String> task : start(hosts)) {
            try {
                throw new AssertionError("it let us in: " + task.get(100, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                problems.add(((KprovException) e.getCause()).problems().getFirst());
            }
        }
        return problems;
    }

    /// The first command may be the one that finds out.
    private void untilWorks(Host host) throws Exception {
        for (int i = 0; i < 100; i++) {
            try {
                assertThat(ask(host)).isEqualTo("in\n");
                return;
            } catch (KprovException e) {
                assertThat(e.mayPass()).as(e.problems().toString()).isTrue();
            }
        }
        throw new AssertionError("it never worked again");
    }

    private static void await(TestServer server) throws Exception {
        for (int i = 0; i < 1000 && !server.isIdle(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(server.isIdle()).isTrue();
    }
}
