package dev.kprov.observe;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Reads a profile's files and URLs on this machine: manifests and package keys.
final class Documents {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Documents() {}

    /// The content as text; what is not UTF-8 is read byte for byte as ISO-8859-1.
    static String read(String location) throws InterruptedException {
        byte[] bytes = isUrl(location) ? download(location) : readFile(location);
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

    private static byte[] download(String url) throws InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw unreadable(url, "the server answered HTTP " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw unreadable(url, words(e));
        }
    }

    /// The JDK's client says little more than the class of what went wrong.
    private static String words(IOException e) {
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        return switch (e) {
            case HttpConnectTimeoutException timeout -> "no connection within " + TIMEOUT.toSeconds() + " s" + message;
            case HttpTimeoutException timeout -> "no answer within " + TIMEOUT.toSeconds() + " s" + message;
            case ConnectException refused
            when refused.getCause() != null && refused.getCause().getCause() instanceof UnresolvedAddressException ->
                "the name of the server does not resolve";
            case ConnectException refused -> "the server refuses the connection, or there is no way to it" + message;
            default -> e.getClass().getSimpleName() + message;
        };
    }

    private static KprovException unreadable(String url, String why) {
        return new KprovException(Problem.of(
                ExitCode.UNREACHABLE,
                "cannot download " + url,
                why,
                "check the URL and this machine's way there (try: curl -fI " + url
                        + "), or save it as a file and name the file in the profile"));
    }
}
