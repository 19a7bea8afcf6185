package dev.kprov.verify.api.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Keeps in mind which certificate a server has shown, and has another decide whether it is to be trusted.
final class ShownCertificate extends X509ExtendedTrustManager {
    private final Optional<X509ExtendedTrustManager> judge;
    private volatile @Nullable X509Certificate certificate;

    /// @param judge empty where everybody is to be trusted
    ShownCertificate(Optional<X509ExtendedTrustManager> judge) {
        this.judge = judge;
    }

    /// The newest; empty before a server has shown one.
    Optional<X509Certificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        certificate = chain[0];
        if (judge.isPresent()) {
            judge.get().checkServerTrusted(chain, algorithm, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        certificate = chain[0];
        if (judge.isPresent()) {
            judge.get().checkServerTrusted(chain, algorithm, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        certificate = chain[0];
        if (judge.isPresent()) {
            judge.get().checkServerTrusted(chain, algorithm);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, SSLEngine engine)
            throws CertificateException {
        throw nobodysServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm, Socket socket)
            throws CertificateException {
        throw nobodysServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        throw nobodysServer();
    }

    private static CertificateException nobodysServer() {
        return new CertificateException("kprov is nobody's server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.map(X509ExtendedTrustManager::getAcceptedIssuers).orElse(new X509Certificate[0]);
    }
}
