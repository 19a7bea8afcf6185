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
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/// Downloads one URL to this machine, patient with what may pass and with nothing else.
final class Download {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(8);

    private final String url;
    private final Duration retry;
    private final Consumer<String> listener;

    /// @param retry from the first fault that may pass until it gives up
    /// @param listener told before each further attempt
    Download(String url, Duration retry, Consumer<String> listener) {
        this.url = url;
        this.retry = retry;
        this.listener = listener;
    }

    private sealed interface Answer {
        record Content(byte[] bytes) implements Answer {}

        record Fault(String why, boolean mayPass) implements Answer {}
    }

    byte[] bytes() throws InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            return bytes(client);
        }
    }

    private byte[] bytes(HttpClient client) throws InterruptedException {
        long firstFault = 0;
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            switch (ask(client)) {
                case Answer.Content content -> {
                    return content.bytes();
                }
                case Answer.Fault fault -> {
                    firstFault = attempt == 1 ? System.nanoTime() : firstFault;
                    goOn(
                            fault,
                            attempt,
                            retry.minusNanos(System.nanoTime() - firstFault).minus(pause));
                }
            }
            // With jitter: several documents of one server must not all ask again at once.
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos())));
            pause = pause.multipliedBy(2).compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : LAST_PAUSE;
        }
    }

    private void goOn(Answer.Fault fault, int attempts, Duration left) {
        if (!fault.mayPass()) {
            throw unreadable(fault.why());
        }
        if (left.isNegative()) {
            throw unreadable(
                    fault.why() + "; tried " + (attempts == 1 ? "once" : attempts + " times in " + seconds(retry)));
        }
        listener.accept("another attempt to download " + url + ", " + attempts + " failed: " + fault.why());
    }

    private Answer ask(HttpClient client) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            int status = response.statusCode();
            return status == 200
                    ? new Answer.Content(response.body())
                    : new Answer.Fault("the server answered HTTP " + status, status >= 500);
        } catch (IOException e) {
            return fault(e);
        }
    }

    /// The JDK's client says little more than the class of what went wrong.
    private static Answer.Fault fault(IOException e) {
        String message = e.getMessage() == null ? "" : ": " + e.getMessage();
        return switch (e) {
            case HttpConnectTimeoutException timeout ->
                new Answer.Fault("no connection within " + seconds(TIMEOUT) + message, true);
            case HttpTimeoutException timeout ->
                new Answer.Fault("no answer within " + seconds(TIMEOUT) + message, true);
            case ConnectException refused
            when refused.getCause() != null && refused.getCause().getCause() instanceof UnresolvedAddressException ->
                new Answer.Fault("the name of the server does not resolve", false);
            case ConnectException refused ->
                new Answer.Fault("the server refuses the connection, or there is no way to it" + message, false);
            case SSLException untrusted -> new Answer.Fault(untrusted.getClass().getSimpleName() + message, false);
            // The connection was reset or ended too early.
            default -> new Answer.Fault(e.getClass().getSimpleName() + message, true);
        };
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }

    private KprovException unreadable(String why) {
        return new KprovException(Problem.of(
                ExitCode.UNREACHABLE,
                "cannot download " + url,
                why,
                "check the URL and this machine's way there (try: curl -fI " + url
                        + "), or save it as a file and name the file in the profile"));
    }
}
