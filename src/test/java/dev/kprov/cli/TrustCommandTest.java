package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.inventory.Access;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.shell.ScannedKeys;
import dev.kprov.shell.UnknownKey;
import dev.kprov.shell.ssh.known.HostKey;
import dev.kprov.shell.ssh.known.KnownHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustCommandTest {
    private static final Problem CHANGED =
            new Problem(ExitCode.UNREACHABLE, "w-2", "the host key of w-2 has changed", "it showed another", "ask");

    @TempDir
    private Path folder;

    private Cli cli;
    private Path known = Path.of(".");

    @BeforeEach
    void has_two_unknown_hosts() {
        cli = new Cli(folder);
        known = folder.resolve("home/.ssh/known_hosts");
        cli.parts.scans.add(new ScannedKeys(List.of(key("cp-1", false), key("w-1", false)), List.of()));
    }

    @Test
    void shows_all_keys_asks_once_and_adds_them() throws IOException {
        cli.typed = Optional.of("y");
        Cli.Said said = cli.run("trust");
        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("HOST", "FINGERPRINT", "cp-1", "w-1", "ssh-ed25519", "SHA256:")
                .endsWith("2 host keys were added to " + known + "\n");
        assertThat(cli.questions).hasSize(1);
        assertThat(Files.readAllLines(known)).containsExactly("cp-1.lan ssh-ed25519 AAAA", "w-1.lan ssh-ed25519 AAAA");
    }

    @Test
    void adds_nothing_without_a_yes() {
        Cli.Said unasked = cli.run("trust");
        assertThat(unasked.exitCode()).isEqualTo(2);
        assertThat(unasked.out()).contains("cp-1", "no host key was added");
        assertThat(unasked.err()).contains("--yes");
        cli.parts.scans.add(new ScannedKeys(List.of(key("cp-1", false)), List.of()));
        cli.typed = Optional.of("");
        assertThat(cli.run("trust").exitCode()).isEqualTo(130);
        assertThat(known).doesNotExist();
    }

    @Test
    void looks_behind_a_jump_host_once_it_is_trusted() throws IOException {
        cli.parts.scans.clear();
        cli.parts.scans.add(new ScannedKeys(List.of(key("cp-1", true)), List.of()));
        cli.parts.scans.add(new ScannedKeys(List.of(key("w-1", false)), List.of(CHANGED)));
        Cli.Said said = cli.run("trust", "--yes", "-o", "json");
        JsonNode answer = said.json();
        assertThat(said.exitCode()).isEqualTo(4);
        assertThat(said.err()).contains("jump host of cp-1", "the host key of w-2 has changed");
        assertThat(answer.at("/added/0/jump").asBoolean()).isTrue();
        assertThat(answer.at("/added/1/host").asText()).isEqualTo("w-1");
        assertThat(answer.at("/problems/0/where").asText()).isEqualTo("w-2");
        assertThat(Files.readAllLines(known)).hasSize(2);
    }

    @Test
    void says_so_when_all_are_known() {
        cli.parts.scans.clear();
        cli.parts.scans.add(new ScannedKeys(List.of(), List.of()));
        assertThat(cli.run("trust").out()).isEqualTo("all host keys are known\n");
    }

    @Test
    void tells_of_hosts_that_it_does_not_ask() {
        cli.parts.scans.clear();
        cli.parts.scans.add(new ScannedKeys(List.of(), List.of()));
        cli.parts.access = new Access.OpenSsh(new Access.Ssh(
                "10.0.0.1",
                Optional.of(2222),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Access.Jump.Unsaid()));
        assertThat(cli.run("trust").err().lines())
                .hasSize(3)
                .first()
                .isEqualTo("cp-1 is not asked, since it has connection: openssh; to add its key, run:"
                        + " ssh -p 2222 10.0.0.1");
    }

    private UnknownKey key(String host, boolean jump) {
        KnownHosts hosts = new KnownHosts(List.of(known), List.of());
        HostKey key = new HostKey("ssh-ed25519", "AAAA");
        return new UnknownKey(
                host, jump, "10.0.0.1:22", key.type(), key.fingerprint(), known, () -> hosts.add(host + ".lan", key));
    }
}
