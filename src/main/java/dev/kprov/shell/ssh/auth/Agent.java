package dev.kprov.shell.ssh.auth;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;

/// A client of `ssh-agent` (draft-ietf-sshm-ssh-agent): it lists keys and signs; the keys stay where they are.
/// SSHJ has one of its own only after 0.40. Each request has a connection of its own, so that hosts do not wait for
/// one another.
///
/// @param socket as in `SSH_AUTH_SOCK`
record Agent(Path socket) {
    private static final int FAILURE = 5;
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_ANSWER = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final int RSA_SHA2_256 = 2;
    private static final int RSA_SHA2_512 = 4;

    /// As in OpenSSH: what is longer is no agent's message.
    private static final int LONGEST = 256 * 1024;

    /// A key that the agent holds.
    record Key(PublicKeyBlob blob, String comment) {}

    List<Key> keys() throws IOException {
        Buffer.PlainBuffer answer = ask(new Buffer.PlainBuffer().putByte((byte) REQUEST_IDENTITIES), IDENTITIES_ANSWER)
                .orElseThrow(() -> new IOException("it refuses to list its keys"));
        List<Key> keys = new ArrayList<>();
        int count = answer.readUInt32AsInt();
        for (int i = 0; i < count; i++) {
            Optional<PublicKeyBlob> blob = PublicKeyBlob.of(answer.readBytes());
            String comment = answer.readString();
            blob.ifPresent(known -> keys.add(new Key(known, comment)));
        }
        return keys;
    }

    /// Signs with the key of a blob, which may be a certificate that was added with its key.
    Signer signer(PublicKeyBlob blob) {
        return (algorithm, bytes) -> {
            try {
                return sign(blob, algorithm, bytes);
            } catch (ClosedByInterruptException e) {
                throw new InterruptedException("waiting for the agent was interrupted");
            } catch (IOException e) {
                throw new UnusableKeyException(
                        "the agent at " + socket + " did not sign: " + e.getMessage(),
                        "see that the agent runs and holds the key: ssh-add -l",
                        e);
            }
        };
    }

    private byte[] sign(PublicKeyBlob blob, String algorithm, byte[] bytes) throws IOException, UnusableKeyException {
        Buffer.PlainBuffer request = new Buffer.PlainBuffer()
                .putByte((byte) SIGN_REQUEST)
                .putBytes(blob.bytes())
                .putBytes(bytes)
                .putUInt32(flags(algorithm));
        Optional<Buffer.PlainBuffer> answer = ask(request, SIGN_RESPONSE);
        if (answer.isEmpty()) {
            throw new UnusableKeyException(
                    "the agent refused to sign: it asks before it signs and got no, or the key is gone",
                    "add the key again: ssh-add; unlock a locked agent: ssh-add -X");
        }
        byte[] signature = answer.get().readBytes();
        String signed = new Buffer.PlainBuffer(signature).readString();
        if (!signed.equals(algorithm)) {
            throw new UnusableKeyException(
                    "the agent signed with " + signed + " instead of " + algorithm + ": it is too old",
                    "use the ssh-agent of OpenSSH 7.2 or later, or an Ed25519 key");
        }
        return signature;
    }

    private static int flags(String algorithm) {
        return switch (algorithm) {
            case "rsa-sha2-256" -> RSA_SHA2_256;
            case "rsa-sha2-512" -> RSA_SHA2_512;
            default -> 0;
        };
    }

    /// Empty when the agent says no.
    private Optional<Buffer.PlainBuffer> ask(Buffer.PlainBuffer request, int expected) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            write(channel, request.getCompactData());
            int length = read(channel, Integer.BYTES).getInt();
            if (length < 1 || length > LONGEST) {
                throw new IOException("what answers there is no agent");
            }
            Buffer.PlainBuffer answer =
                    new Buffer.PlainBuffer(read(channel, length).array());
            int type = answer.readByte();
            if (type == FAILURE) {
                return Optional.empty();
            }
            if (type != expected) {
                throw new IOException("it answered with message " + type + " where " + expected + " was due");
            }
            return Optional.of(answer);
        }
    }

    private static void write(SocketChannel channel, byte[] message) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + message.length);
        out.putInt(message.length).put(message).flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new EOFException("it hung up");
            }
        }
        return in.flip();
    }
}
