package dev.kprov.shell.ssh.auth;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

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
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            return Optional.of(generator.generateKeyPair()).filter(pair -> holds(pair, seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    private static boolean holds(KeyPair pair, byte[] seed) {
        return pair.getPrivate() instanceof EdECPrivateKey key
                && Arrays.equals(key.getBytes().orElse(new byte[0]), seed);
    }

    /// An Ed25519 key is nothing but random bytes, and the JDK finds the public key only for a key that it generates:
    /// so it gets to draw the bytes that we have.
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
        }
    }
}
