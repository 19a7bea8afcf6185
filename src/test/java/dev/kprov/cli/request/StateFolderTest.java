package dev.kprov.cli.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFolderTest {
    @TempDir
    private Path folder;

    @Test
    void remembers_the_profile_for_its_owner_only() throws IOException {
        StateFolder state = new StateFolder(folder.resolve("state"));

        state.remember("lab", "kubeadm");

        assertThat(state.profile("lab")).isEqualTo(Optional.of("kubeadm"));
        assertThat(mode(folder.resolve("state"))).isEqualTo("rwx------");
        assertThat(mode(state.cluster("lab"))).isEqualTo("rwx------");
        assertThat(mode(state.cluster("lab").resolve("profile"))).isEqualTo("rw-------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
