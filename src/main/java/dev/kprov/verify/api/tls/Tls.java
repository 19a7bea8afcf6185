package dev.kprov.verify.api.tls;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// How a kubeconfig has its server known, and us to that server. As with kubectl, and unlike with Fabric8, nobody is
/// trusted beside the authority that it names; and no key is encrypted only to be decrypted again.
public final class Tls {
    private final Greeting greeting = new Greeting();
    private final Resumption resumption = new Resumption();
    private final Optional<X509Certificate> own;
    private final Optional<X509ExtendedTrustManager> authority;
    private final ShownCertificate shown;
    private final SSLContext context;

    /// @param authority empty where everybody is to be trusted
    private Tls(
            String serverName,
            Optional<X509Certificate> own,
            Optional<X509ExtendedTrustManager> authority,
            KeyManager @Nullable [] keys)
            throws GeneralSecurityException {
        this.own = own;
        this.authority = authority;
        this.shown = new ShownCertificate(authority);
        SSLContext plain = SSLContext.getInstance("TLS");
        plain.init(keys, new TrustManager[] {shown}, null);
        this.context = ClientContext.of(plain, serverName, greeting, resumption);
    }

    /// Moves what these settings say of TLS out of them: Fabric8 has nothing more to do for it.
    public static Tls takenFrom(Config config) throws IOException {
        try {
            X509Certificate[] chain = certificates(config.getClientCertData(), config.getClientCertFile())
                    .toArray(X509Certificate[]::new);
            String key = text(config.getClientKeyData(), config.getClientKeyFile());
            Tls tls = new Tls(
                    Objects.requireNonNullElse(config.getTlsServerName(), ""),
                    Optional.ofNullable(chain.length == 0 ? null : chain[0]),
                    config.isTrustCerts() ? Optional.empty() : Optional.of(authority(config)),
                    chain.length == 0 || key.isEmpty() ? null : new KeyManager[] {ClientKey.of(chain, key)});
            forget(config);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void forget(Config config) {
        config.setTlsServerName(null);
        config.setCaCertData(null);
        config.setCaCertFile(null);
        config.setClientCertData(null);
        config.setClientCertFile(null);
        config.setClientKeyData(null);
        config.setClientKeyFile(null);
        // Or it would read all authorities that Java ships.
        config.setTrustCerts(true);
    }

    public SSLContext context() {
        return context;
    }

    /// For a proxy on the way: believed on the word of the same authority, as
    /// [Go](https://pkg.go.dev/net/http#Transport) has it and so kubectl, and shown nothing of ours.
    public SSLSocketFactory forProxies() {
        try {
            SSLContext plain = SSLContext.getInstance("TLS");
            plain.init(null, new TrustManager[] {new ShownCertificate(authority)}, null);
            return plain.getSocketFactory();
        } catch (GeneralSecurityException e) {
            // It was made once before.
            throw new IllegalStateException(e);
        }
    }

    /// Whether a handshake that has failed so may succeed when it is tried again.
    public boolean offersMore(Throwable failure) {
        return greeting.offersMore(failure);
    }

    /// Begins a connection when one that has begun before it need not be waited for.
    ///
    /// @param connect begins to make it
    public <T> CompletableFuture<T> inTurn(Supplier<CompletableFuture<T>> connect) {
        return resumption.inTurn(connect);
    }

    /// Ours; empty where others credentials are shown.
    public Optional<X509Certificate> own() {
        return own;
    }

    /// The server's; empty before it was asked.
    public Optional<X509Certificate> shown() {
        return shown.certificate();
    }

    private static X509ExtendedTrustManager authority(Config config) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store(certificates(config.getCaCertData(), config.getCaCertFile())));
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    /// Null means to Java: those whom it ships.
    private static @Nullable KeyStore store(Collection<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry(Integer.toString(store.size()), authority);
        }
        return store;
    }

    private static Collection<X509Certificate> certificates(@Nullable String data, @Nullable String file)
            throws IOException, CertificateException {
        String text = text(data, file);
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
        if (found.isEmpty() && !text.isEmpty()) {
            throw new CertificateException("there is no certificate in it");
        }
        return found.stream().map(X509Certificate.class::cast).toList();
    }

    private static String text(@Nullable String data, @Nullable String file) throws IOException {
        if (data == null && file == null) {
            return "";
        }
        try (InputStream in = CertUtils.getInputStreamFromDataOrFile(data, file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
