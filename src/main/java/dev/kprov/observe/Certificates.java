package dev.kprov.observe;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads X.509 certificates of a host; a host without `openssl` need not do it.
final class Certificates {
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)\\s*CN=([^,]+)");

    private Certificates() {}

    /// `sha256:` and the SHA-256 of the public key's DER form, in hex: the way kubeadm pins a CA
    /// (`--discovery-token-ca-cert-hash`).
    static Optional<String> publicKeyHash(byte[] pem) {
        return parse(pem).map(certificate -> "sha256:" + HexFormat.of().formatHex(sha256(certificate)));
    }

    static Optional<String> commonName(byte[] pem) {
        return parse(pem)
                .map(certificate -> COMMON_NAME.matcher(
                        certificate.getSubjectX500Principal().getName()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }

    private static Optional<X509Certificate> parse(byte[] pem) {
        if (pem.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        } catch (GeneralSecurityException e) {
            // A broken certificate is a fact about the host, not a failure to observe it.
            return Optional.empty();
        }
    }

    private static byte[] sha256(X509Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
