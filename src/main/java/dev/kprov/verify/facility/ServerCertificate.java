package dev.kprov.verify.facility;

import dev.kprov.verify.api.Part;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Looks at the certificate that a server shows. Nothing is told to the server and nothing believed: whether the
/// certificate can be trusted was decided where the API was asked.
public final class ServerCertificate {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int HTTPS = 443;

    private ServerCertificate() {}

    /// @param server its address, e.g. `https://10.0.0.1:6443`
    /// @param name by which it is asked for its certificate; its host's where that is empty
    public static Part<Certificate> of(String server, String name) {
        URI address = URI.create(server);
        if (!"https".equals(address.getScheme())) {
            return new Part.Missing<>(server + " is not asked over TLS", Part.Cause.ABSENT);
        }
        String host = address.getHost().replaceAll("^\\[|]$", "");
        int port = address.getPort() < 0 ? HTTPS : address.getPort();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Lenient()}, null);
            try (SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(plain, name.isEmpty() ? host : name, port, true)) {
                socket.startHandshake();
                X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                return new Part.Known<>(new Certificate(
                        shown.getSubjectX500Principal().getName(),
                        shown.getNotBefore().toInstant(),
                        shown.getNotAfter().toInstant()));
            }
        } catch (IOException | GeneralSecurityException e) {
            return new Part.Missing<>(
                    "the certificate of " + server + " could not be looked at: " + e.getMessage(), Part.Cause.BROKEN);
        }
    }

    /// For looking only.
    private static final class Lenient implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
