package dev.kprov.shell.ssh.auth;

import com.hierynomus.sshj.common.KeyDecryptionFailedException;
import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.jspecify.annotations.Nullable;

/// A private key as it stands in a file: of OpenSSH, or PEM (PKCS#8 and the older forms of OpenSSL).
final class PrivateKeyFile {
    private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";
    private static final String PKCS8_ENCRYPTED = "-----BEGIN ENCRYPTED PRIVATE KEY-----";

    private static final Set<String> CIPHERS = Set.of(
            "none",
            "aes128-cbc",
            "aes192-cbc",
            "aes256-cbc",
            "aes128-ctr",
            "aes192-ctr",
            "aes256-ctr",
            "aes128-gcm@openssh.com",
            "aes256-gcm@openssh.com");

    private final Path file;
    private final String text;

    private PrivateKeyFile(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static PrivateKeyFile read(Path file) throws UnusableKeyException {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (text.startsWith("PuTTY-User-Key-File")) {
                throw new UnusableKeyException(
                        "it is a PuTTY key", "convert it: puttygen " + file + " -O private-openssh");
            }
            if (!text.contains("-----BEGIN ") || !text.contains("PRIVATE KEY-----")) {
                throw new UnusableKeyException("it is no private key", "name the private key, not its .pub file");
            }
            return new PrivateKeyFile(file, text);
        } catch (NoSuchFileException e) {
            throw new UnusableKeyException(
                    "the file does not exist", "correct the path, or create it: ssh-keygen -t ed25519 -f " + file, e);
        } catch (IOException e) {
            throw new UnusableKeyException(
                    "the file cannot be read: " + e, "make it readable for you: chmod 600 " + file, e);
        }
    }

    Path file() {
        return file;
    }

    /// Whether a passphrase is needed.
    boolean isEncrypted() {
        return text.contains(OPENSSH)
                ? header().map(header -> !header.cipher.equals("none")).orElse(false)
                : text.contains("ENCRYPTED");
    }

    /// The public key, if it can be had without a passphrase: it stands in OpenSSH's files themselves, else beside.
    Optional<PublicKeyBlob> publicKey() {
        return header().flatMap(header -> PublicKeyBlob.of(header.publicKey)).or(() -> beside(Path.of(file + ".pub")));
    }

    /// The first line of a `.pub` file; empty when there is none.
    static Optional<PublicKeyBlob> beside(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .flatMap(PublicKeyBlob::line);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Empty when the passphrase is a wrong one.
    ///
    /// @param passphrase `null` when the file is not encrypted
    Optional<KeyPair> open(@Nullable String passphrase) throws UnusableKeyException {
        Optional<UnusableKeyException> unknown = unknownCipher();
        if (unknown.isPresent()) {
            throw unknown.get();
        }
        try {
            if (passphrase != null && text.contains(PKCS8_ENCRYPTED)) {
                return Optional.of(parse(pkcs8(decrypt(body(text, PKCS8_ENCRYPTED), passphrase)), null));
            }
            return Optional.of(parse(text, passphrase));
        } catch (IOException | SSHRuntimeException | GeneralSecurityException | IllegalArgumentException e) {
            if (passphrase != null && isWrongPassphrase(e)) {
                return Optional.empty();
            }
            throw new UnusableKeyException(
                    "it cannot be understood: " + e.getMessage(), "check it: ssh-keygen -y -f " + file, e);
        }
    }

    private static KeyPair parse(String text, @Nullable String passphrase) throws IOException {
        Optional<KeyPair> ed25519 = text.contains(PKCS8) ? Ed25519Pem.read(text) : Optional.empty();
        if (ed25519.isPresent()) {
            return ed25519.get();
        }
        FileKeyProvider provider = text.contains(OPENSSH) ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
        if (passphrase == null) {
            provider.init(new StringReader(text));
        } else {
            provider.init(new StringReader(text), PasswordUtils.createOneOff(passphrase.toCharArray()));
        }
        KeyPair pair = new KeyPair(provider.getPublic(), provider.getPrivate());
        if (KeyType.fromKey(pair.getPublic()) == KeyType.UNKNOWN) {
            throw new IOException("keys of the type " + pair.getPublic().getAlgorithm() + " are not known here");
        }
        return pair;
    }

    /// SSHJ decrypts this form as well, but then does not know Ed25519 keys.
    private static byte[] decrypt(byte[] der, String passphrase) throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
        String algorithm = encrypted.getAlgParameters().toString();
        PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray());
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
                    encrypted.getAlgParameters());
            return cipher.doFinal(encrypted.getEncryptedData());
        } finally {
            spec.clearPassword();
        }
    }

    private static String pkcs8(byte[] der) {
        return PKCS8 + "\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END PRIVATE KEY-----\n";
    }

    private static boolean isWrongPassphrase(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadPaddingException || cause instanceof KeyDecryptionFailedException) {
                return true;
            }
        }
        return false;
    }

    /// SSHJ takes a cipher that the JDK lacks for a wrong passphrase.
    private Optional<UnusableKeyException> unknownCipher() {
        return header().filter(header -> !CIPHERS.contains(header.cipher))
                .map(header -> new UnusableKeyException(
                        "its cipher " + header.cipher + " is not known here",
                        "encrypt it with another one: ssh-keygen -p -Z aes256-ctr -f " + file));
    }

    /// What OpenSSH's form tells to everybody.
    private record Header(String cipher, byte[] publicKey) {}

    private Optional<Header> header() {
        if (!text.contains(OPENSSH)) {
            return Optional.empty();
        }
        try {
            Buffer.PlainBuffer in = new Buffer.PlainBuffer(body(text, OPENSSH));
            in.readRawBytes(new byte["openssh-key-v1\0".length()]);
            String cipher = in.readString();
            in.readBytes();
            in.readBytes();
            in.readUInt32();
            return Optional.of(new Header(cipher, in.readBytes()));
        } catch (Buffer.BufferException | IllegalArgumentException e) {
            // Garbage: whoever parses it next says what is wrong.
            return Optional.empty();
        }
    }

    private static byte[] body(String text, String begin) {
        String after = text.substring(text.indexOf(begin) + begin.length()).replaceFirst("(?s)-----END.*", "");
        return Base64.getMimeDecoder().decode(after);
    }
}
