package dev.kprov.shell.ssh.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;

/// A public key or a certificate as it goes over the wire (RFC 4253, section 6.6).
///
/// @param type its first field, e.g. `ssh-ed25519` or `ssh-ed25519-cert-v01@openssh.com`
/// @param base64 all of it, as in a `.pub` file
public record PublicKeyBlob(String type, String base64) {
    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    static PublicKeyBlob of(PublicKey key) {
        return of(new Buffer.PlainBuffer().putPublicKey(key).getCompactData()).orElseThrow();
    }

    /// Empty when the bytes are no key.
    static Optional<PublicKeyBlob> of(byte[] bytes) {
        try {
            String type = new Buffer.PlainBuffer(bytes).readString();
            return Optional.of(new PublicKeyBlob(type, Base64.getEncoder().encodeToString(bytes)));
        } catch (Buffer.BufferException e) {
            return Optional.empty();
        }
    }

    /// A line of a `.pub` file: type, base64 and a comment. Empty when it is something else.
    static Optional<PublicKeyBlob> line(String text) {
        String[] words = text.strip().split("\\s+", 3);
        try {
            return words.length < 2
                    ? Optional.empty()
                    : of(Base64.getDecoder().decode(words[1])).filter(blob -> blob.type.equals(words[0]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }

    boolean isCertificate() {
        return type.endsWith(CERTIFICATE);
    }

    /// `ssh-rsa` for a certificate of an RSA key, too.
    String keyType() {
        return isCertificate() ? type.substring(0, type.length() - CERTIFICATE.length()) : type;
    }

    /// What the request calls the algorithm: RSA keys have one name and more than one way to sign (RFC 8332).
    String algorithm(String signature) {
        return signature + (isCertificate() ? CERTIFICATE : "");
    }

    /// As `ssh-keygen -l` prints it; that of a certificate is its key's.
    public String fingerprint() {
        try {
            byte[] key = isCertificate() ? UserCertificate.of(this).key().bytes() : bytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
