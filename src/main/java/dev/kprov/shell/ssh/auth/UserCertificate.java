package dev.kprov.shell.ssh.auth;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import net.schmizz.sshj.common.Buffer;

/// What a certificate of OpenSSH says (PROTOCOL.certkeys). Its signature is the server's business.
///
/// @param key the key that it vouches for
/// @param user whether it is for users; otherwise it is for hosts
/// @param id the name that its authority gave it
record UserCertificate(PublicKeyBlob key, boolean user, String id, Instant validAfter, Instant validBefore) {
    private static final BigInteger NEVER =
            BigInteger.valueOf(Instant.parse("9999-12-31T00:00:00Z").getEpochSecond());

    /// Throws `IllegalArgumentException` when the blob is no certificate of a kind that is known here.
    static UserCertificate of(PublicKeyBlob blob) {
        Buffer.PlainBuffer in = new Buffer.PlainBuffer(blob.bytes());
        Buffer.PlainBuffer key = new Buffer.PlainBuffer().putString(blob.keyType());
        try {
            in.readString();
            in.readBytes();
            for (int field = 0; field < fields(blob.keyType()); field++) {
                key.putBytes(in.readBytes());
            }
            in.readUInt64AsBigInteger();
            boolean user = in.readUInt32() == 1;
            String id = in.readString();
            in.readBytes();
            Instant after = time(in.readUInt64AsBigInteger());
            Instant before = time(in.readUInt64AsBigInteger());
            return new UserCertificate(PublicKeyBlob.of(key.getCompactData()).orElseThrow(), user, id, after, before);
        } catch (Buffer.BufferException | DateTimeException e) {
            throw new IllegalArgumentException("it is cut short or damaged", e);
        }
    }

    /// How many fields a public key has after its type.
    private static int fields(String keyType) {
        return switch (keyType) {
            case "ssh-ed25519" -> 1;
            case "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" -> 2;
            default -> throw new IllegalArgumentException("kprov does not know certificates of " + keyType + " keys");
        };
    }

    private static Instant time(BigInteger seconds) {
        return Instant.ofEpochSecond(seconds.min(NEVER).longValue());
    }
}
