package dev.kprov.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.SecretRef;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretSourcesTest {
    @TempDir
    private Path folder;

    @Test
    void reads_variables_and_files_without_their_last_line_break_only() throws Exception {
        Files.writeString(folder.resolve("pw"), " two\nlines \n\n");
        Files.createDirectory(folder.resolve("home"));
        Files.writeString(folder.resolve("home/pw"), "at home\r\n");
        Secrets secrets = new SecretSources(Map.of("PW", " geheim "), folder, folder.resolve("home"));
        assertThat(secrets.read(new SecretRef.Env("PW"))).isEqualTo(" geheim ");
        assertThat(secrets.read(new SecretRef.File("pw"))).isEqualTo(" two\nlines \n");
        assertThat(secrets.read(new SecretRef.File("~/pw"))).isEqualTo("at home");
    }

    @Test
    void names_what_is_missing_and_never_shows_a_content() throws Exception {
        Files.write(folder.resolve("latin"), new byte[] {'p', 'w', (byte) 0xe4});
        Files.createFile(folder.resolve("empty"));
        Secrets secrets = new SecretSources(Map.of("EMPTY", "", "OTHER", "geheim"), folder, folder);
        refuses(secrets, new SecretRef.Env("NOT_SET"), "the environment variable NOT_SET is not set");
        refuses(secrets, new SecretRef.Env("EMPTY"), "the environment variable EMPTY is not set");
        refuses(secrets, new SecretRef.File("nowhere"), "cannot read the secret of nowhere");
        refuses(secrets, new SecretRef.File("empty"), "cannot read the secret of empty");
        refuses(secrets, new SecretRef.File("latin"), "cannot read the secret of latin");
        assertThat(secrets.toString()).doesNotContain("geheim");
    }

    private static void refuses(Secrets secrets, SecretRef ref, String message) {
        assertThatThrownBy(() -> secrets.read(ref)).isInstanceOfSatisfying(KprovException.class, e -> {
            assertThat(e).hasMessage(message);
            assertThat(e.problems().getFirst().exitCode()).isEqualTo(ExitCode.INVALID);
        });
    }
}
