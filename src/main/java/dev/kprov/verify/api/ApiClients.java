package dev.kprov.verify.api;

import dev.kprov.verify.api.tls.Tls;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the client of one server, the JDK's, and ends it with all its threads.
final class ApiClients extends JdkHttpClientFactory {
    /// For its threads to end.
    private static final Duration MOMENT = Duration.ofMillis(200);

    private static final int CONNECT_MILLIS = 3_000;

    private final Tls tls;
    private @Nullable HttpClient client;

    ApiClients(Tls tls) {
        this.tls = tls;
    }

    /// A client that tries nothing twice: whoever asks does.
    io.fabric8.kubernetes.client.http.HttpClient of(Config config) {
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(KubeApi.REQUEST_MILLIS);
        config.setRequestRetryBackoffLimit(0);
        // Without TLS Java would ask for HTTP/2 by `Upgrade`, which what stands before an API server, such as kubectl
        // proxy, takes for a stream and fails.
        config.setHttp2Disable(config.getMasterUrl().startsWith("http:"));
        return newBuilder(config).tag(config.getRequestConfig()).build();
    }

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        return new KeptBuilder(super.createNewHttpClientBuilder(), made -> client = made);
    }

    @Override
    protected void additionalConfig(HttpClient.Builder builder) {
        builder.sslContext(tls.context());
    }

    /// Fabric8 leaves it to the collector of garbage. Java waits 0.3 s at its end for a thread that asks the system
    /// whether something has come.
    @Override
    protected void closeHttpClient(JdkHttpClientImpl closed) {
        Optional.ofNullable(client).ifPresent(ended -> {
            ended.shutdownNow();
            try {
                ended.awaitTermination(MOMENT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        super.closeHttpClient(closed);
    }
}
