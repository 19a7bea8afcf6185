package dev.kprov.shell.ssh;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;

/// Private keys in files.
///
/// @param home of the user
record KeyFiles(Path home) {
    private static final List<String> USUAL = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";

    /// A key that can be tried, or why it cannot.
    sealed interface Key {
        Path file();

        record Usable(Path file, KeyProvider provider) implements Key {}

        record Unusable(Path file, String why, String remedy) implements Key {}
    }

    /// The key that the inventory names, else the usual ones that exist.
    List<Key> of(Optional<String> identityFile) {
        if (identityFile.isPresent()) {
            return List.of(load(place(identityFile.get())));
        }
        return USUAL.stream()
                .map(name -> home.resolve(".ssh").resolve(name))
                .filter(Files::exists)
                .map(KeyFiles::load)
                .toList();
    }

    private Path place(String name) {
        try {
            return name.startsWith("~/") ? home.resolve(name.substring(2)) : Path.of(name);
        } catch (InvalidPathException e) {
            return home.resolve("unusable-name");
        }
    }

    private static Key load(Path file) {
        try {
            return parse(file, Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return new Key.Unusable(
                    file,
                    "the file does not exist",
                    "correct the path, or create it: ssh-keygen -t ed25519 -f " + file);
        } catch (IOException e) {
            return new Key.Unusable(
                    file, "the file cannot be read: " + e, "make it readable for you: chmod 600 " + file);
        }
    }

    private static Key parse(Path file, String text) {
        if (text.startsWith("PuTTY-User-Key-File")) {
            return new Key.Unusable(file, "it is a PuTTY key", "convert it: puttygen " + file + " -O private-openssh");
        }
        if (!text.contains("-----BEGIN ") || !text.contains("PRIVATE KEY-----")) {
            return new Key.Unusable(file, "it is no private key", "name the private key, not its .pub file");
        }
        if (encrypted(text)) {
            return new Key.Unusable(
                    file,
                    "it is protected by a passphrase, which kprov cannot ask for yet",
                    "use a key without one, or take it off a copy: ssh-keygen -p -N '' -f COPY");
        }
        return provide(file, text);
    }

    private static Key provide(Path file, String text) {
        Optional<KeyPair> pair =
                text.contains("-----BEGIN PRIVATE KEY-----") ? Ed25519Pem.read(text) : Optional.empty();
        if (pair.isPresent()) {
            return new Key.Usable(file, new KeyPairWrapper(pair.get()));
        }
        FileKeyProvider provider = text.contains(OPENSSH) ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
        try {
            provider.init(new StringReader(text));
            provider.getPrivate();
            provider.getPublic();
            return new Key.Usable(file, provider);
        } catch (IOException | SSHRuntimeException | IllegalArgumentException e) {
            return new Key.Unusable(
                    file, "it cannot be understood: " + e.getMessage(), "check it: ssh-keygen -y -f " + file);
        }
    }

    private static boolean encrypted(String text) {
        if (!text.contains(OPENSSH)) {
            return text.contains("ENCRYPTED");
        }
        String body = text.substring(text.indexOf(OPENSSH) + OPENSSH.length()).replaceFirst("(?s)-----END.*", "");
        try {
            ByteBuffer key = ByteBuffer.wrap(Base64.getMimeDecoder().decode(body));
            key.position("openssh-key-v1\0".length());
            byte[] cipher = new byte[Math.clamp(key.getInt(), 0, 64)];
            key.get(cipher);
            return !new String(cipher, StandardCharsets.US_ASCII).equals("none");
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // Garbage is not encryption; whoever parses it next says what is wrong.
            return false;
        }
    }
}
