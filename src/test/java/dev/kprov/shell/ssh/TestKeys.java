package dev.kprov.shell.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Key pairs and their files.
final class TestKeys {
    private TestKeys() {}

    static KeyPair ed25519() throws GeneralSecurityException {
        return SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
    }

    static KeyPair ecdsa() throws GeneralSecurityException {
        // As OpenSSH does, and the JDK does not, it writes the public key into the private one.
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    static Path openssh(Path file, KeyPair pair, String passphrase) throws Exception {
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setPassword(passphrase);
        encryption.setKdfRounds(1);
        encryption.setCipherType("256");
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                    pair, "test", passphrase.isEmpty() ? null : encryption, out);
        }
        return file;
    }

    /// As `ssh-keygen -m PEM` writes ECDSA keys, and OpenSSL all others.
    static Path pem(Path file, KeyPair pair) throws Exception {
        byte[] der = pair.getPrivate().getEncoded();
        if (!pair.getPrivate().getAlgorithm().equals("EC")) {
            return pem(file, "PRIVATE KEY", der);
        }
        byte[] inner = PrivateKeyInfo.getInstance(der)
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        return pem(file, "EC PRIVATE KEY", inner);
    }

    private static Path pem(Path file, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    /// A line of `known_hosts`.
    static String known(String names, PublicKey key) {
        return names + " " + PublicKeyEntry.toString(key) + "\n";
    }

    static String fingerprint(KeyPair pair) {
        return KeyUtils.getFingerPrint(pair.getPublic());
    }
}
