package dev.kprov.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Command;
import dev.kprov.shell.Output;
import dev.kprov.shell.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that only `~/.ssh/config` knows how to reach.
@Timeout(60)
final class SshConfiguredTest {
    private final KeyPair hostKey = TestKeys.ed25519();
    private final KeyPair user = TestKeys.ed25519();
    private final TestServer server = new TestServer(user.getPublic(), hostKey);

    @TempDir
    private Path home;

    private Path ssh;

    SshConfiguredTest() throws Exception {}

    @BeforeEach
    void has_a_key_of_an_unusual_name() throws Exception {
        ssh = Files.createDirectory(home.resolve(".ssh"));
        TestKeys.openssh(ssh.resolve("lab"), user, "");
    }

    @AfterEach
    void stops_the_server() throws Exception {
        server.close();
    }

    @Test
    void a_new_host_key_is_remembered_under_its_alias_and_a_changed_one_refused() throws Exception {
        config("accept-new");
        works(Access.Ssh.at("lab"));
        assertThat(ssh.resolve("hosts")).hasContent(TestKeys.known("lab-key", hostKey.getPublic()));
        works(Access.Ssh.at("lab"));
        assertThat(Files.readAllLines(ssh.resolve("hosts"))).hasSize(1);
        changed();
        assertThat(refusal(Access.Ssh.at("lab")).what()).endsWith("has changed");
    }

    @Test
    void a_changed_host_key_may_be_accepted_but_gets_no_password() throws Exception {
        config("no");
        changed();
        works(Access.Ssh.at("lab"));
        Files.delete(ssh.resolve("lab"));
        Problem problem = refusal(TestServer.withPassword(Access.Ssh.at("lab")));
        assertThat(problem.why()).contains("password: not sent, because the host key has changed");
        assertThat(server.passwords()).isEmpty();
    }

    @Test
    void the_inventory_wins() throws Exception {
        config("no");
        Access.Ssh pinned = TestServer.at("lab", server.port(), Optional.of("SHA256:x"));
        assertThat(refusal(pinned).what()).contains("is not the one that the inventory demands");
    }

    @Test
    void jump_hosts_of_the_configuration_are_gone_through() throws Exception {
        KeyPair jumpKey = TestKeys.ed25519();
        try (TestServer jump = new TestServer(user.getPublic(), jumpKey)) {
            config("accept-new", "ProxyJump way", """
                Host way
                  HostName 127.0.0.1
                  Port %d
                  IdentityFile ~/.ssh/lab
                  UserKnownHostsFile ~/.ssh/ways
                  StrictHostKeyChecking accept-new
                """.formatted(jump.port()));
            works(Access.Ssh.at("lab"));
            assertThat(Files.readString(ssh.resolve("ways"))).contains("[127.0.0.1]:" + jump.port());
        }
    }

    @Test
    void ways_that_never_end_and_commands_are_told() throws Exception {
        config("yes", "", "Match all\nProxyJump lab\n");
        assertThat(refusal(Access.Ssh.at("lab")).what()).contains("the jump hosts of cp-1 never end");
        config("yes", "ProxyCommand nc %h %p", "");
        Problem problem = refusal(Access.Ssh.at("lab"));
        assertThat(problem.what()).contains("is reached by a ProxyCommand");
        assertThat(problem.why()).startsWith(ssh.resolve("config") + ":");
    }

    @Test
    void a_wrong_line_is_told() throws Exception {
        Files.writeString(ssh.resolve("config"), "Host lab\n  Port many\n");
        assertThat(refusal(Access.Ssh.at("lab")).where()).isEqualTo(ssh.resolve("config") + ":2");
    }

    private void config(String policy, String... more) throws Exception {
        Files.writeString(ssh.resolve("config"), """
            Host lab
              HostName 127.0.0.1
              Port %d
              User ops
              IdentityFile ~/.ssh/lab
              UserKnownHostsFile ~/.ssh/hosts
              HostKeyAlias lab-key
              StrictHostKeyChecking %s
              %s
            """.formatted(server.port(), policy, String.join("\n", more)));
    }

    private void changed() throws Exception {
        Files.writeString(
                ssh.resolve("hosts"),
                TestKeys.known("lab-key", TestKeys.ed25519().getPublic()));
    }

    private Shell open(Access.Ssh access) throws Exception {
        SshSettings settings = TestServer.settings(home, Duration.ofSeconds(20));
        return SshShell.open(TestServer.host(access), access, settings, secret -> TestServer.PASSWORD);
    }

    private void works(Access.Ssh access) throws Exception {
        try (Shell shell = open(access)) {
            assertThat(shell.run(Command.of("echo", "in"), Output.NONE, Duration.ofSeconds(20))
                            .stdout())
                    .isEqualTo("in\n");
        } catch (KprovException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    private Problem refusal(Access.Ssh access) throws Exception {
        try {
            open(access).close();
        } catch (KprovException e) {
            return e.problems().getFirst();
        }
        throw new AssertionError("it let us in");
    }
}
