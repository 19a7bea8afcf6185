package dev.kprov.shell.ssh.auth;

import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;
import net.schmizz.sshj.userauth.method.AuthMethod;

/// The method `publickey` (RFC 4252, section 7) for keys that others may hold.
///
/// Not SSHJ's own, which needs the private key, signs in the thread that reads from the server (where nobody can be
/// waited for at a keyboard), and signs with certificates of RSA keys only as servers refuse it since OpenSSH 8.8.
public final class PublickeyLogin {
    private static final String SERVICE = "ssh-connection";
    private static final String METHOD = "publickey";

    private final SSHClient client;
    private final String user;

    public PublickeyLogin(SSHClient client, String user) {
        this.client = client;
        this.user = user;
    }

    /// What the server said.
    public enum Answer {
        /// We are in.
        IN,
        /// It does not want this key.
        REFUSED,
        /// It wanted the key, but not what was signed with it, or it wants something else as well.
        NOT_ENOUGH
    }

    /// Shows the key, and signs when the server wants it.
    public Answer attempt(Identity.Usable identity)
            throws TransportException, UnusableKeyException, InterruptedException {
        for (String signature : signatures(identity.blob())) {
            Offer offer = new Offer(identity.blob(), identity.blob().algorithm(signature));
            if (!isWanted(offer)) {
                continue;
            }
            byte[] signed = identity.signer().sign(signature, offer.signedBytes(sessionId(), user));
            return send(new Request(offer, signed)) ? Answer.IN : Answer.NOT_ENOUGH;
        }
        return Answer.REFUSED;
    }

    /// The server's own list of algorithms does not get through SSHJ, and some know only the second.
    private static List<String> signatures(PublicKeyBlob blob) {
        String type = blob.keyType();
        return type.equals("ssh-rsa") ? List.of("rsa-sha2-512", "rsa-sha2-256") : List.of(type);
    }

    private byte[] sessionId() {
        return client.getTransport().getSessionID();
    }

    private boolean isWanted(Offer offer) throws TransportException, InterruptedException {
        Query query = new Query(offer);
        try {
            client.auth(user, query);
            return false;
        } catch (UserAuthException e) {
            throwUnlessRefused(e);
            return query.wanted();
        }
    }

    private boolean send(AuthMethod request) throws TransportException, InterruptedException {
        try {
            client.auth(user, request);
            return true;
        } catch (UserAuthException e) {
            throwUnlessRefused(e);
            return false;
        }
    }

    private void throwUnlessRefused(UserAuthException failure) throws TransportException, InterruptedException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                throw new InterruptedException("the login was interrupted");
            }
        }
        if (!client.isConnected()) {
            throw new TransportException(failure.getMessage(), failure);
        }
    }

    /// A key and the algorithm to use it with.
    private record Offer(PublicKeyBlob blob, String algorithm) {
        byte[] signedBytes(byte[] sessionId, String user) {
            return new Buffer.PlainBuffer()
                    .putBytes(sessionId)
                    .putByte(Message.USERAUTH_REQUEST.toByte())
                    .putString(user)
                    .putString(SERVICE)
                    .putString(METHOD)
                    .putBoolean(true)
                    .putString(algorithm)
                    .putBytes(blob.bytes())
                    .getCompactData();
        }

        SSHPacket write(SSHPacket request, boolean signed) {
            return request.putBoolean(signed).putString(algorithm).putBytes(blob.bytes());
        }
    }

    /// Asks whether the server would take a key.
    private static final class Query extends AbstractAuthMethod {
        private final Offer offer;
        private volatile boolean wanted;

        Query(Offer offer) {
            super(METHOD);
            this.offer = offer;
        }

        boolean wanted() {
            return wanted;
        }

        @Override
        protected SSHPacket buildReq() throws UserAuthException {
            return offer.write(super.buildReq(), false);
        }

        /// An exception is the only way to end a method before the server has decided.
        @Override
        public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
            if (message != Message.USERAUTH_60) {
                super.handle(message, packet);
            }
            wanted = true;
            throw new UserAuthException("the server wants the signature");
        }
    }

    private static final class Request extends AbstractAuthMethod {
        private final Offer offer;
        private final byte[] signature;

        Request(Offer offer, byte[] signature) {
            super(METHOD);
            this.offer = offer;
            this.signature = signature;
        }

        @Override
        protected SSHPacket buildReq() throws UserAuthException {
            return offer.write(super.buildReq(), true).putBytes(signature);
        }
    }
}
