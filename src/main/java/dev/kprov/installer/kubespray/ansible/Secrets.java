package dev.kprov.installer.kubespray.ansible;

import java.util.regex.Pattern;

/// Takes out of a text what whoever reads it could join a cluster with, or rule it.
final class Secrets {
    private static final String MASK = "***";
    private static final Pattern TOKEN = Pattern.compile("\\b[a-z0-9]{6}\\.[a-z0-9]{16}\\b");
    /// kubeadm's: `sha256:` before as many digits is the hash of a public key, which is none.
    private static final Pattern CERTIFICATE_KEY = Pattern.compile("(?<![0-9a-f:])[0-9a-f]{64}(?![0-9a-f])");
    /// A text may be cut off in the middle of a key.
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)");
    /// In a kubeconfig.
    private static final Pattern DATA = Pattern.compile("((?:client-key-data|token|password)\"?: *\"?)[^\\s\",}]+");

    private Secrets() {}

    static String masked(String text) {
        String masked = PRIVATE_KEY.matcher(text).replaceAll(MASK);
        masked = TOKEN.matcher(masked).replaceAll(MASK);
        masked = CERTIFICATE_KEY.matcher(masked).replaceAll(MASK);
        return DATA.matcher(masked).replaceAll("$1" + MASK);
    }
}
