package dev.kprov.shell.ssh.auth;

import com.hierynomus.sshj.key.KeyAlgorithms;
import java.security.KeyPair;
import java.util.List;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.signature.Signature;

/// Signs with a key that kprov has in its memory.
record KeyPairSigner(KeyPair pair) implements Signer {
    private static final List<KeyAlgorithms.Factory> ALGORITHMS = List.of(
            KeyAlgorithms.EdDSA25519(),
            KeyAlgorithms.ECDSASHANistp256(),
            KeyAlgorithms.ECDSASHANistp384(),
            KeyAlgorithms.ECDSASHANistp521(),
            KeyAlgorithms.RSASHA512(),
            KeyAlgorithms.RSASHA256());

    @Override
    public byte[] sign(String algorithm, byte[] bytes) throws UnusableKeyException {
        for (KeyAlgorithms.Factory factory : ALGORITHMS) {
            if (factory.getName().equals(algorithm)) {
                return sign(factory.create().newSignature(), algorithm, bytes);
            }
        }
        throw new UnusableKeyException(
                "kprov cannot sign with " + algorithm, "use an Ed25519 key: ssh-keygen -t ed25519");
    }

    private byte[] sign(Signature signature, String algorithm, byte[] bytes) throws UnusableKeyException {
        try {
            signature.initSign(pair.getPrivate());
            signature.update(bytes);
            byte[] encoded = signature.encode(signature.sign());
            return new Buffer.PlainBuffer()
                    .putString(algorithm)
                    .putBytes(encoded)
                    .getCompactData();
        } catch (SSHRuntimeException e) {
            throw new UnusableKeyException(
                    "signing with it failed: " + e.getMessage(), "make a new key: ssh-keygen -t ed25519", e);
        }
    }

    /// Not the key.
    @Override
    public String toString() {
        return "KeyPairSigner";
    }
}
