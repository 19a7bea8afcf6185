package dev.kprov.shell.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `known_hosts` as OpenSSH writes it. SSHJ can read one, too, but does not know on which line a key stands.
///
/// @param files where they are; they need not exist
record KnownHosts(List<Path> files, List<Entry> entries) {
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    KnownHosts {
        files = List.copyOf(files);
        entries = List.copyOf(entries);
    }

    /// One line of it.
    ///
    /// @param blob the key, in base64
    record Entry(Path file, int line, boolean revoked, String names, String type, String blob) {
        boolean has(HostKey key) {
            return blob.equals(key.blob());
        }

        String fingerprint() {
            return HostKey.fingerprint(Base64.getDecoder().decode(blob));
        }
    }

    static KnownHosts read(List<Path> files) {
        List<Entry> entries = new ArrayList<>();
        files.forEach(file -> read(file, entries));
        return new KnownHosts(files, entries);
    }

    private static void read(Path file, List<Entry> entries) {
        try {
            // Comments may be in any encoding; everything that counts is ASCII.
            List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
            for (int i = 0; i < lines.size(); i++) {
                add(entries, file, i + 1, lines.get(i).strip());
            }
        } catch (IOException e) {
            throw HostKeyProblem.unreadable(file, e);
        }
    }

    /// Certificates of hosts are not understood here, so the keys of their authorities are left out.
    private static void add(List<Entry> entries, Path file, int line, String text) {
        boolean revoked = text.startsWith("@revoked ");
        String rest = revoked ? text.substring("@revoked ".length()).strip() : text;
        String[] words = BLANKS.split(rest, -1);
        if (words.length >= 3 && !rest.startsWith("#") && !rest.startsWith("@") && isBase64(words[2])) {
            entries.add(new Entry(file, line, revoked, words[0], words[1], words[2]));
        }
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// The lines about one server.
    ///
    /// @param name as `name` makes it, or an alias
    List<Entry> of(String name) {
        return entries.stream().filter(entry -> names(entry.names(), name)).toList();
    }

    /// A server as the file names it.
    static String name(String host, int port) {
        String low = host.toLowerCase(Locale.ROOT);
        return port == 22 ? low : "[" + low + "]:" + port;
    }

    /// Where new keys go.
    Optional<Path> file() {
        return files.stream().findFirst();
    }

    /// Writes a key at the end of the first file, as ssh does.
    void add(String name, HostKey key) {
        if (file().isEmpty()) {
            return;
        }
        Path file = file().get();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    name + " " + key.type() + " " + key.blob() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw HostKeyProblem.unwritable(file, e);
        }
    }

    private static boolean names(String patterns, String name) {
        if (patterns.startsWith("|1|")) {
            return hashed(patterns, name);
        }
        boolean found = false;
        for (String pattern : patterns.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (pattern.startsWith("!") && matches(pattern.substring(1), name)) {
                return false;
            }
            found |= matches(pattern, name);
        }
        return found;
    }

    private static boolean matches(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        pattern.chars()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.matches(regex.toString(), name);
    }

    private static boolean hashed(String names, String name) {
        String[] parts = names.split("\\|", -1);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
            byte[] digest = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return parts.length == 4
                    && Base64.getEncoder().encodeToString(digest).equals(parts[3]);
        } catch (IllegalArgumentException e) {
            // Not the base64 of a salt: the line names nobody.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }
}
