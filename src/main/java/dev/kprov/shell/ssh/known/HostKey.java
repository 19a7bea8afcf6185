package dev.kprov.shell.ssh.known;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;

/// The key that a server showed.
///
/// @param type as in `known_hosts`, e.g. `ssh-ed25519`
/// @param blob in base64
public record HostKey(String type, String blob) {
    public static HostKey of(PublicKey key) {
        byte[] blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        return new HostKey(KeyType.fromKey(key).toString(), Base64.getEncoder().encodeToString(blob));
    }

    public String fingerprint() {
        return fingerprint(Base64.getDecoder().decode(blob));
    }

    static String fingerprint(byte[] blob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
