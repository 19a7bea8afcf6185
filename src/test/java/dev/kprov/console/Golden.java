package dev.kprov.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a view shows, kept in a file; `-Dgolden.update=true` rewrites it, and the difference is for review.
final class Golden {
    private Golden() {}

    static void check(String name, String actual) {
        Path file = Path.of("src/test/resources/dev/kprov/console", name + ".golden");
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.writeString(file, actual);
            }
            assertThat(file).exists();
            assertThat(actual).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
