package dev.kprov.verify.api;

import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;

/// Trusts them all.
final class Everybody implements X509TrustManager {
    private final AtomicInteger asked = new AtomicInteger();

    /// Whether a client is to be trusted.
    int asked() {
        return asked.get();
    }

    /// Who has shown a certificate.
    static String whose(SSLSession session) {
        try {
            return session.getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm) {
        asked.incrementAndGet();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
