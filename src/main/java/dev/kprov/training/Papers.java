package dev.kprov.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// An authority, and a key with its certificate, by which a server and its client believe each other for the time of
/// a run.
///
/// @param store as Java keeps them
public record Papers(KeyStore store) {
    private static final String AUTHORITY = "authority";
    private static final String NAME = "training";
    /// No secret: what it closes is in a folder that only its owner can read, and good for nothing.
    private static final String WORD = "training";

    /// Has Java's own keytool make them.
    ///
    /// @param place a folder for them
    public static Papers issue(Path place) throws IOException, InterruptedException, GeneralSecurityException {
        Path file = place.resolve("papers.p12");
        keytool(file, "-alias", AUTHORITY, "-dname", "CN=authority", "-ext", "bc=ca:true");
        keytool(
                file,
                "-alias",
                NAME,
                "-dname",
                "CN=training",
                "-ext",
                "san=ip:127.0.0.1",
                "-signer",
                AUTHORITY,
                "-ext",
                "ku=digitalSignature,keyEncipherment",
                "-ext",
                "eku=serverAuth,clientAuth");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Files.readAllBytes(file)), WORD.toCharArray());
        return new Papers(store);
    }

    private static void keytool(Path file, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-keyalg", "RSA", "-keysize", "2048", "-sigalg", "SHA256withRSA"));
        command.addAll(List.of("-keystore", file.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", WORD));
        command.addAll(List.of(arguments));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        keytool.getOutputStream().close();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool ended with " + keytool.exitValue());
        }
    }

    SSLContext server() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own(), WORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /// Without the authority's key, which would be shown as well.
    private KeyStore own() throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setEntry(
                NAME,
                store.getEntry(NAME, new KeyStore.PasswordProtection(WORD.toCharArray())),
                new KeyStore.PasswordProtection(WORD.toCharArray()));
        return own;
    }

    /// Of a client of such a server, as kubeadm writes them.
    public String kubeconfig(int port) throws GeneralSecurityException {
        Key key = store.getKey(NAME, WORD.toCharArray());
        String authority = pem("CERTIFICATE", store.getCertificate(AUTHORITY).getEncoded());
        String certificate = pem("CERTIFICATE", store.getCertificate(NAME).getEncoded());
        return """
            apiVersion: v1
            clusters:
            - cluster:
                certificate-authority-data: %s
                server: https://127.0.0.1:%d
              name: training
            contexts:
            - context:
                cluster: training
                user: training
              name: training
            current-context: training
            kind: Config
            users:
            - name: training
              user:
                client-certificate-data: %s
                client-key-data: %s
            """.formatted(authority, port, certificate, pem("PRIVATE KEY", key.getEncoded()));
    }

    /// As kubeconfigs have it: the text in base64, once more in base64.
    private static String pem(String what, byte[] content) {
        String text = "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + what + "-----\n";
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
