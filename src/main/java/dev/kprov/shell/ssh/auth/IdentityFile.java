package dev.kprov.shell.ssh.auth;

import dev.kprov.shell.Secrets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;

/// One identity file with what lies beside it.
///
/// @param key its public key, if that can be known
/// @param plain to log in with the key itself
record IdentityFile(Path file, Optional<PublicKeyBlob> key, Identity plain) {
    static IdentityFile load(Path file, Credentials credentials, OpenKeys keys, Secrets secrets)
            throws InterruptedException {
        String name = "key " + file;
        try {
            Identity.Usable usable = usable(name, PrivateKeyFile.read(file), credentials, keys, secrets);
            return new IdentityFile(file, Optional.of(usable.blob()), usable);
        } catch (UnusableKeyException e) {
            // As with ssh, a public key is enough when the agent holds the private one.
            Optional<PublicKeyBlob> known =
                    PrivateKeyFile.beside(file).or(() -> PrivateKeyFile.beside(Path.of(file + ".pub")));
            return new IdentityFile(file, known, Identity.Unusable.of(name, e));
        }
    }

    private static Identity.Usable usable(
            String name, PrivateKeyFile file, Credentials credentials, OpenKeys keys, Secrets secrets)
            throws UnusableKeyException, InterruptedException {
        if (!file.isEncrypted()) {
            KeyPair pair = file.open(null).orElseThrow();
            return new Identity.Usable(name, PublicKeyBlob.of(pair.getPublic()), new KeyPairSigner(pair));
        }
        Optional<PublicKeyBlob> known = file.publicKey();
        if (known.isEmpty()) {
            KeyPair pair = keys.open(file, credentials.passphrase(), secrets);
            return new Identity.Usable(name, PublicKeyBlob.of(pair.getPublic()), new KeyPairSigner(pair));
        }
        // Nobody is asked for the passphrase of a key that the server does not want.
        Signer signer = (algorithm, bytes) ->
                new KeyPairSigner(keys.open(file, credentials.passphrase(), secrets)).sign(algorithm, bytes);
        return new Identity.Usable(name, known.get(), signer);
    }

    /// Where OpenSSH looks for the certificate of this key.
    Path certificateFile() {
        String name = file.toString();
        return Path.of((name.endsWith(".pub") ? name.substring(0, name.length() - 4) : name) + "-cert.pub");
    }

    boolean is(PublicKeyBlob blob) {
        return key.filter(blob::equals).isPresent();
    }
}
