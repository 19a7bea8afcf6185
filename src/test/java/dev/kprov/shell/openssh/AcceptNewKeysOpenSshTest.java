package dev.kprov.shell.openssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kprov.inventory.Access;
import dev.kprov.problem.KprovException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/// Host keys that nobody knows, when the `ssh` program is told to accept them.
@Timeout(60)
@EnabledIf(value = "dev.kprov.shell.ssh.OpenSsh#installed", disabledReason = "needs the package openssh-server")
final class AcceptNewKeysOpenSshTest {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final OpenSshBed bed;

    AcceptNewKeysOpenSshTest() throws Exception {
        bed = new OpenSshBed();
    }

    @BeforeEach
    void accepts_new_keys() {
        bed.acceptNewKeys((host, text) -> told.add(host + ": " + text));
    }

    @AfterEach
    void stops() throws Exception {
        bed.close();
    }

    @Test
    void an_unknown_key_is_accepted_and_added_whatever_the_configuration_says() throws Exception {
        bed.write("config", "StrictHostKeyChecking yes\n");
        bed.open(unpinned()).close();
        assertThat(Files.readString(bed.file("known_hosts"))).contains("ssh-ed25519 ");
        assertThat(told).hasSize(1);
        assertThat(told.getFirst()).startsWith("cp-1: ssh was told to accept new host keys");
    }

    @Test
    void a_changed_key_is_refused() throws Exception {
        String key = Files.readString(bed.server().key("old").resolveSibling("old.pub"));
        bed.write("known_hosts", "[127.0.0.1]:" + bed.server().port() + " " + key);
        assertThat(refusal(unpinned())).endsWith(" has changed");
        assertThat(told).isEmpty();
    }

    @Test
    void a_pinned_key_decides() throws Exception {
        String other = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";
        Access.Jump none = new Access.Jump.Unsaid();
        assertThat(refusal(bed.access(bed.server().port(), Optional.of(other), none)))
                .contains("is not the one that the inventory demands");
        bed.open(bed.access()).close();
        assertThat(told).isEmpty();
    }

    private Access.Ssh unpinned() {
        return bed.access(bed.server().port(), Optional.empty(), new Access.Jump.Unsaid());
    }

    private String refusal(Access.Ssh access) {
        KprovException refusal = catchThrowableOfType(
                KprovException.class, () -> bed.open(access).close());
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.problems().getFirst().what();
    }
}
