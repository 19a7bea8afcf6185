package dev.kprov.verify.api;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// Another builder, and somebody who is told what was built.
record KeptBuilder(HttpClient.Builder builder, Consumer<HttpClient> keeper) implements HttpClient.Builder {
    @Override
    public HttpClient build() {
        HttpClient built = builder.build();
        keeper.accept(built);
        return built;
    }

    @Override
    public HttpClient.Builder cookieHandler(CookieHandler given) {
        builder.cookieHandler(given);
        return this;
    }

    @Override
    public HttpClient.Builder connectTimeout(Duration given) {
        builder.connectTimeout(given);
        return this;
    }

    @Override
    public HttpClient.Builder sslContext(SSLContext given) {
        builder.sslContext(given);
        return this;
    }

    @Override
    public HttpClient.Builder sslParameters(SSLParameters given) {
        builder.sslParameters(given);
        return this;
    }

    @Override
    public HttpClient.Builder executor(Executor given) {
        builder.executor(given);
        return this;
    }

    @Override
    public HttpClient.Builder followRedirects(HttpClient.Redirect given) {
        builder.followRedirects(given);
        return this;
    }

    @Override
    public HttpClient.Builder version(HttpClient.Version given) {
        builder.version(given);
        return this;
    }

    @Override
    public HttpClient.Builder priority(int given) {
        builder.priority(given);
        return this;
    }

    @Override
    public HttpClient.Builder proxy(ProxySelector given) {
        builder.proxy(given);
        return this;
    }

    @Override
    public HttpClient.Builder authenticator(Authenticator given) {
        builder.authenticator(given);
        return this;
    }

    @Override
    public HttpClient.Builder localAddress(InetAddress given) {
        builder.localAddress(given);
        return this;
    }
}
