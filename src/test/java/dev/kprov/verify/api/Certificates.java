package dev.kprov.verify.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A key and a certificate that it has signed itself.
record Certificates(KeyPair keys, byte[] encoded) {
    /// @param dnsName for which it is good, or an IPv6 address
    static Certificates until(Instant end, String dnsName)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        return of("EC", end, dnsName);
    }

    /// @param algorithm EC or RSA
    static Certificates of(String algorithm, Instant end, String dnsName)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        return new Certificates(keys, sign(keys, end, dnsName));
    }

    /// Bouncy Castle takes no other dates.
    @SuppressWarnings("JavaUtilDate")
    private static byte[] sign(KeyPair keys, Instant end, String dnsName)
            throws IOException, OperatorCreationException {
        X500Principal owner = new X500Principal("CN=admin");
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                owner, BigInteger.ONE, new Date(0), Date.from(end), owner, keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                        new GeneralName(dnsName.contains(":") ? GeneralName.iPAddress : GeneralName.dNSName, dnsName)));
        return builder.build(new JcaContentSignerBuilder(
                                keys.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA")
                        .build(keys.getPrivate()))
                .getEncoded();
    }

    /// As a kubeconfig has it.
    String certificateData() {
        return pem("CERTIFICATE", encoded);
    }

    /// Both.
    String certificateData(Certificates other) {
        return base64(text("CERTIFICATE", encoded) + text("CERTIFICATE", other.encoded));
    }

    String keyData() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /// As OpenSSL wrote keys before PKCS #8, which is how kubeadm has them.
    String oldKeyData() throws IOException {
        return pem(
                keys.getPrivate().getAlgorithm() + " PRIVATE KEY",
                PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded());
    }

    X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    /// Of a server that shows it.
    SSLContext server(TrustManager... clients) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("a", keys.getPrivate(), new char[0], new Certificate[] {certificate()});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), clients, null);
        return context;
    }

    private static String pem(String what, byte[] content) {
        return base64(text(what, content));
    }

    private static String text(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
