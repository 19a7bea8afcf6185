package dev.kprov.shell.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import net.schmizz.sshj.common.Ed25519KeyFactory;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/// Ed25519 keys in PKCS#8, as OpenSSL writes them: SSHJ 0.40 reads all but these.
final class Ed25519Pem {
    /// The algorithm's identifier, and the head of the 32 bytes that are the key.
    private static final String BEFORE_SEED = "300506032b657004220420";

    private Ed25519Pem() {}

    /// Empty when the text is another kind of key.
    static Optional<KeyPair> read(String text) {
        String body = text.replaceFirst("(?s).*-----BEGIN PRIVATE KEY-----", "").replaceFirst("(?s)-----END.*", "");
        String der = HexFormat.of().formatHex(Base64.getMimeDecoder().decode(body));
        int at = der.indexOf(BEFORE_SEED) + BEFORE_SEED.length();
        if (at < BEFORE_SEED.length() || der.length() < at + 64) {
            return Optional.empty();
        }
        byte[] seed = HexFormat.of().parseHex(der, at, at + 64);
        byte[] publicKey =
                new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded();
        try {
            return Optional.of(
                    new KeyPair(Ed25519KeyFactory.getPublicKey(publicKey), Ed25519KeyFactory.getPrivateKey(seed)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }
}
