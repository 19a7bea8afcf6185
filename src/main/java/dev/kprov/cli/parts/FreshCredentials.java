package dev.kprov.cli.parts;

import dev.kprov.installer.Credentials;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Makes the secrets of one run, and reads those of its profile.
public final class FreshCredentials {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private FreshCredentials() {}

    public static Credentials make(Parts parts, Wanted wanted) {
        return make().with(wanted.secrets(parts::secret));
    }

    static Credentials make() {
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[32];
        random.nextBytes(key);
        return new Credentials(
                letters(random, 6) + "." + letters(random, 16), HexFormat.of().formatHex(key));
    }

    private static String letters(RandomGenerator random, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
