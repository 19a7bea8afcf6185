package dev.kprov.verify.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kprov.verify.api.proxy.Way;
import dev.kprov.verify.api.tls.Tls;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/// The API server, request by request. Fabric8's HTTP client under the kubeconfig's credentials, without its typed
/// models: loading those for a dozen kinds costs more time and memory than everything else here together.
public final class KubeApi implements AutoCloseable {
    static final int REQUEST_MILLIS = 5_000;
    private static final int LONGEST_WATCH_HOURS = 24;
    /// The client's own word of a timeout says more than ours.
    static final long PATIENCE_MILLIS = REQUEST_MILLIS + 1_000L;

    /// Since Java 26 that includes reading it; whoever waits for a list that does not go on gives it up before.
    private static final long LONGEST_LIST_SECONDS = 60;

    private final HttpClient client;
    private final Silence silence;
    private final Tls tls;
    private final Way route;
    private final Answers answers;
    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    /// What the next request waits for: that the first is answered and all others before it are sent.
    private CompletableFuture<?> way = CompletableFuture.failedFuture(new IOException("nothing was asked yet"));

    private KubeApi(HttpClient client, String server, Tls tls, Way way) {
        this.client = client;
        this.silence = new Silence(server, way);
        this.tls = tls;
        this.route = way;
        this.answers = new Answers(tls.own());
    }

    /// Which cluster, as whom: an entry of a kubeconfig.
    ///
    /// @param name of the context; the file's current one when empty
    public record Context(Path kubeconfig, Optional<String> name) {
        /// The one that the file says is current.
        public static Context currentOf(Path kubeconfig) {
            return new Context(kubeconfig, Optional.empty());
        }
    }

    /// An answer of the server, whatever its status.
    ///
    /// @param date when it was given, by the server's clock
    public record Reply(int code, byte[] body, Optional<Instant> date) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /// What the server says about a refusal.
        public String message() {
            try {
                return Json.text(Json.read(body), "message");
            } catch (IOException e) {
                String text = text().strip();
                return text.substring(0, Math.min(text.length(), 200));
            }
        }
    }

    /// What a server had to do.
    ///
    /// @param bytes of the bodies of its answers
    public record Load(long requests, long bytes) {}

    /// A request on its way.
    public record Pending(CompletableFuture<HttpResponse<byte[]>> future) {}

    private record Sent<T>(CompletableFuture<HttpResponse<T>> answer) {}

    /// Throws a `KprovException` where the kubeconfig has no such entry or cannot be used.
    public static KubeApi open(Context context) throws InterruptedException {
        return open(context, System.getenv());
    }

    static KubeApi open(Context context, Map<String, String> environment) throws InterruptedException {
        try {
            Kubeconfig.Read read = Kubeconfig.read(context, environment);
            Config config = read.config();
            String server = config.getMasterUrl().replaceFirst("/$", "");
            return new KubeApi(new ApiClients(read.tls()).of(config), server, read.tls(), read.way());
        } catch (IOException | RuntimeException e) {
            throw Kubeconfig.unusable(context.kubeconfig(), e);
        }
    }

    /// The name of the context, also where it is the file's current one. Throws a `KprovException` as `open` does.
    public static String contextName(Context context) {
        try {
            return Kubeconfig.contextName(context);
        } catch (IOException e) {
            throw Kubeconfig.unusable(context.kubeconfig(), e);
        }
    }

    /// What was asked so far.
    public Load load() {
        return new Load(requests.sum(), bytes.sum());
    }

    public String server() {
        return silence.url();
    }

    /// The one that it has shown; empty before it has, and for good where it is not asked over TLS.
    public Optional<X509Certificate> certificate() {
        return tls.shown();
    }

    /// The one that we show; empty where we have other credentials.
    public Optional<X509Certificate> ownCertificate() {
        return tls.own();
    }

    public Pending get(String path) {
        return send(request(path));
    }

    public Pending create(String path, String json) {
        return send(request(path).post("application/json", json));
    }

    public Pending delete(String path) {
        return send(request(path).delete("application/json", "{}"));
    }

    /// Opens a connection through the server to something behind it.
    ///
    /// @param protocol what is spoken over it
    public CompletableFuture<WebSocket> connect(String path, String protocol, WebSocket.Listener listener) {
        requests.increment();
        return tls.inTurn(() -> client.newWebSocketBuilder()
                .uri(URI.create(route.url(server()) + path))
                .subprotocol(protocol)
                .connectTimeout(REQUEST_MILLIS, TimeUnit.MILLISECONDS)
                .buildAsync(listener));
    }

    private Pending send(HttpRequest.Builder request) {
        return new Pending(send(request.build(), byte[].class));
    }

    /// While there is no connection yet the client would make one for each request, two dozen at once. They wait for
    /// the first, and leave one after the other: of those that wait for one future the last comes out first.
    private synchronized <T> CompletableFuture<HttpResponse<T>> send(HttpRequest request, Class<T> type) {
        if (way.isDone() && !way.isCompletedExceptionally()) {
            return client.sendAsync(request, type);
        }
        if (!way.isDone()) {
            CompletableFuture<Sent<T>> sent = way.thenApply(before -> new Sent<>(client.sendAsync(request, type)));
            way = sent;
            return sent.thenCompose(Sent::answer);
        }
        CompletableFuture<HttpResponse<T>> first = client.sendAsync(request, type)
                .exceptionallyCompose(failure -> tls.offersMore(failure)
                        ? client.sendAsync(request, type)
                        : CompletableFuture.failedFuture(failure));
        way = first;
        return first;
    }

    /// Waits for the answer, whatever its status.
    public Part<Reply> reply(Pending pending) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = pending.future().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            bytes.add(response.body().length);
            return new Part.Known<>(new Reply(response.code(), response.body(), Answers.date(response)));
        } catch (ExecutionException e) {
            return silence.explain(e);
        } catch (TimeoutException e) {
            pending.future().cancel(true);
            return silence.noAnswer();
        }
    }

    /// Waits for an answer that must be a JSON object.
    public Part<JsonNode> json(Pending pending) throws InterruptedException {
        return parsed(pending, Json::read);
    }

    /// The same with everything that the answer has.
    public Part<JsonNode> whole(Pending pending) throws InterruptedException {
        return parsed(pending, Json::whole);
    }

    private Part<JsonNode> parsed(Pending pending, Answers.Parser parser) throws InterruptedException {
        return reply(pending).flatMap(reply -> answers.json(reply, parser));
    }

    /// Asks for a list.
    ///
    /// @param make of each of its items
    public <T> Listing<T> list(String path, Function<JsonNode, T> make) {
        HttpRequest.Builder asking = request(path).timeout(LONGEST_LIST_SECONDS, TimeUnit.SECONDS);
        return Listing.begin(
                silence,
                answers,
                make,
                bytes,
                send(asking.header("Accept-Encoding", "gzip").build(), InputStream.class));
    }

    /// Is told of what happens to a list.
    ///
    /// @param version of the list, from which on
    public Following follow(String path, String version) {
        HttpRequest watch = request(path + "?watch=true&resourceVersion=" + version)
                .timeout(LONGEST_WATCH_HOURS, TimeUnit.HOURS)
                .build();
        return Following.begin(send(watch, InputStream.class), bytes);
    }

    private HttpRequest.Builder request(String path) {
        requests.increment();
        return client.newHttpRequestBuilder()
                .uri(route.url(server()) + path)
                .timeout(REQUEST_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        client.close();
        route.close();
    }
}
