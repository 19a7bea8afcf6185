package dev.kprov.verify.api.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The one key and certificate that a server may be shown.
final class ClientKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([^-]+)-----END \\1-----");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION = {2, 1, 0};
    private static final int SHORT_LENGTH = 0x7f;
    private static final int LONG_LENGTH = 0x80;

    private final X509Certificate[] chain;
    private final PrivateKey key;

    private ClientKey(X509Certificate[] chain, PrivateKey key) {
        this.chain = chain.clone();
        this.key = key;
    }

    /// @param key as PEM: PKCS #8, or what OpenSSL writes for RSA (PKCS #1) and elliptic curves (SEC 1)
    static ClientKey of(X509Certificate[] chain, String key) throws GeneralSecurityException, IOException {
        Matcher pem = PEM.matcher(key);
        if (!pem.find()) {
            throw new IOException("the client's key is none that is known: neither a PRIVATE KEY nor an RSA or EC"
                    + " PRIVATE KEY, unencrypted");
        }
        byte[] content = Base64.getMimeDecoder().decode(pem.group(2));
        PublicKey known = chain[0].getPublicKey();
        byte[] encoded = pem.group(1).equals("PRIVATE KEY") ? content : wrapped(content, known);
        return new ClientKey(
                chain, KeyFactory.getInstance(known.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    }

    /// As PKCS #8 (RFC 5958): a version, of which algorithm it is, and the key. The algorithm is that of the public
    /// key, which begins with it (RFC 5280, SubjectPublicKeyInfo).
    private static byte[] wrapped(byte[] content, PublicKey known) {
        byte[] algorithm = first(inside(known.getEncoded()));
        return value(SEQUENCE, VERSION, algorithm, value(OCTETS, content));
    }

    /// What a value in DER has in it.
    private static byte[] inside(byte[] der) {
        return Arrays.copyOfRange(der, header(der), der.length);
    }

    private static byte[] first(byte[] values) {
        int header = header(values);
        int length = header == 2 ? values[1] : new BigInteger(1, values, 2, header - 2).intValueExact();
        return Arrays.copyOf(values, header + length);
    }

    /// How many bytes tell what it is and how long.
    private static int header(byte[] der) {
        return der[1] >= 0 ? 2 : 2 + (der[1] & SHORT_LENGTH);
    }

    private static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        if (content.size() <= SHORT_LENGTH) {
            value.write(content.size());
        } else {
            byte[] length = BigInteger.valueOf(content.size()).toByteArray();
            value.write(LONG_LENGTH + length.length);
            value.writeBytes(length);
        }
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }

    private @Nullable String alias(String[] algorithms) {
        return Arrays.asList(algorithms).contains(key.getAlgorithm()) ? ALIAS : null;
    }

    /// Shown also where the server names other authorities: it then says itself that it does not know us.
    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] algorithms, Principal @Nullable [] issuers, SSLEngine engine) {
        return alias(algorithms);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] algorithms, Principal @Nullable [] issuers, Socket socket) {
        return alias(algorithms);
    }

    @Override
    public String[] getClientAliases(String algorithm, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public @Nullable String chooseServerAlias(String algorithm, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    @Override
    public String[] getServerAliases(String algorithm, Principal @Nullable [] issuers) {
        return new String[0];
    }
}
