package dev.kprov.observe;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/// Reads a profile's files and URLs on this machine: manifests and package keys.
public final class Documents {
    private Documents() {}

    /// The content as text; what is not UTF-8 is read byte for byte as ISO-8859-1.
    ///
    /// @param retry how long a download that fails is tried again
    /// @param listener told before each further attempt
    static String read(String location, Duration retry, Consumer<String> listener) throws InterruptedException {
        return text(isUrl(location) ? new Download(location, retry, listener).bytes() : readFile(location));
    }

    /// The content of a file; throws a `KprovException` when it cannot be read.
    public static String file(String path) {
        return text(readFile(path));
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isUrl(String location) {
        return location.startsWith("http://") || location.startsWith("https://");
    }

    private static byte[] readFile(String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException e) {
            throw new KprovException(Problem.invalid(
                    path,
                    "cannot read " + path,
                    e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "correct the path in the profile, or make the file readable"));
        }
    }
}
