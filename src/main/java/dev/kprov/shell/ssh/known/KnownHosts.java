package dev.kprov.shell.ssh.known;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `known_hosts` as OpenSSH writes it. SSHJ can read one, too, but does not know on which line a key stands.
///
/// @param files where they are; they need not exist
public record KnownHosts(List<Path> files, List<Entry> entries) {
    /// A line that crosses a page of the file comes to its readers in two parts, so the end of the file is looked at
    /// by one at a time. A look at half a line of another program costs an empty line, which says nothing.
    private static final ReentrantLock ADDING = new ReentrantLock();

    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    public KnownHosts {
        files = List.copyOf(files);
        entries = List.copyOf(entries);
    }

    /// What a line says of its key.
    public enum Marker {
        KNOWN,
        REVOKED,
        AUTHORITY
    }

    /// One line of it.
    ///
    /// @param blob the key, in base64
    public record Entry(Path file, int line, Marker marker, String names, String type, String blob) {
        public boolean revoked() {
            return marker == Marker.REVOKED;
        }

        public boolean has(HostKey key) {
            return blob.equals(key.blob());
        }

        public String fingerprint() {
            return HostKey.fingerprint(Base64.getDecoder().decode(blob));
        }
    }

    public static KnownHosts read(List<Path> files) {
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
            throw unreadable(file, e);
        }
    }

    private static void add(List<Entry> entries, Path file, int line, String text) {
        String[] words = BLANKS.split(text, -1);
        int first = text.startsWith("@") ? 1 : 0;
        Marker marker = switch (words[0]) {
            case "@revoked" -> Marker.REVOKED;
            case "@cert-authority" -> Marker.AUTHORITY;
            default -> Marker.KNOWN;
        };
        boolean understood = !text.startsWith("#") && (first == 0 || marker != Marker.KNOWN);
        if (understood && words.length >= first + 3 && isBase64(words[first + 2])) {
            entries.add(new Entry(file, line, marker, words[first], words[first + 1], words[first + 2]));
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
    public List<Entry> of(String name) {
        return entries.stream()
                .filter(entry -> entry.marker() != Marker.AUTHORITY && names(entry.names(), name))
                .toList();
    }

    /// The authorities whose certificates count for a server, which may be named with or without its port.
    public List<Entry> authorities(String name, String host) {
        return entries.stream()
                .filter(entry -> entry.marker() == Marker.AUTHORITY
                        && (names(entry.names(), name) || names(entry.names(), host)))
                .toList();
    }

    /// A server as the file names it.
    public static String name(String host, int port) {
        String low = host.toLowerCase(Locale.ROOT);
        return port == 22 ? low : "[" + low + "]:" + port;
    }

    /// Where new keys go.
    public Optional<Path> file() {
        return files.stream().findFirst();
    }

    /// Writes a key at the end of the first file, as ssh does, in one piece: others may write there as well.
    public void add(String name, HostKey key) {
        if (file().isEmpty()) {
            return;
        }
        Path file = file().get();
        ADDING.lock();
        try {
            create(file);
            String start = Files.size(file) == 0 || endsWithLine(file) ? "" : "\n";
            Files.write(
                    file,
                    (start + name + " " + key.type() + " " + key.blob() + "\n").getBytes(StandardCharsets.US_ASCII),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw unwritable(file, e);
        } finally {
            ADDING.unlock();
        }
    }

    /// For nobody but its owner, as ssh makes it.
    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.exists(folder)) {
            Files.createDirectories(folder, owner("rwx------"));
        }
        try {
            Files.createFile(file, owner("rw-------"));
        } catch (FileAlreadyExistsException e) {
            // It keeps the mode that it has.
            return;
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> owner(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    private static boolean endsWithLine(Path file) throws IOException {
        try (RandomAccessFile last = new RandomAccessFile(file.toFile(), "r")) {
            last.seek(last.length() - 1);
            return last.read() == '\n';
        }
    }

    private static KprovException unreadable(Path file, IOException cause) {
        return new KprovException(
                List.of(Problem.of(
                        ExitCode.UNREACHABLE,
                        "cannot read " + file,
                        String.valueOf(cause),
                        "make the file readable for you: without it no host key can be checked")),
                cause);
    }

    private static KprovException unwritable(Path file, IOException cause) {
        return new KprovException(
                List.of(Problem.of(
                        ExitCode.UNREACHABLE,
                        "cannot add a host key to " + file,
                        String.valueOf(cause),
                        "make the file writable for you, or name another one with UserKnownHostsFile in"
                                + " ~/.ssh/config")),
                cause);
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

    static boolean matches(String pattern, String name) {
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
