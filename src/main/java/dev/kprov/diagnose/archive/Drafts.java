package dev.kprov.diagnose.archive;

import dev.kprov.diagnose.redact.Redactor;
import dev.kprov.run.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The files of an archive before it is packed, on disk, and only their owner's. Nothing gets into one but by the
/// redactor. They are removed at the end.
public final class Drafts implements AutoCloseable {
    private static final long MOST = 32L << 20;
    private static final long MOST_OF_ALL = 256L << 20;
    private static final String INDEX = "index.md";

    private final Path folder;
    private final Redactor redactor = new Redactor();
    private final AtomicLong room = new AtomicLong(MOST_OF_ALL);
    private final AtomicLong number = new AtomicLong();
    private final Map<String, Path> files = new ConcurrentSkipListMap<>();

    private Drafts(Path folder) {
        this.folder = folder;
    }

    /// @param folder where they lie until they are packed
    public static Drafts in(Path folder) {
        try {
            Path own = folder.resolve(".diagnosis");
            PrivateFile.ownFolder(own);
            return new Drafts(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param name in the archive, with slashes between folders
    public TextDraft text(String name) {
        return new TextDraft(file(name), redactor);
    }

    /// The page that a reader begins with.
    public TextDraft index() {
        // It is written last, and must not be what does not fit.
        room.addAndGet(MOST);
        return text(INDEX);
    }

    /// @param name in the archive, with slashes between folders
    public ListDraft list(String name) {
        return new ListDraft(file(name), redactor);
    }

    /// Forgets a file, for there is nothing in it.
    public void drop(String name) {
        files.remove(name);
    }

    /// A name from outside as a part of a file's name.
    public static String part(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
        return plain.isEmpty() ? "_" : plain.substring(0, Math.min(plain.length(), 120));
    }

    private DraftFile file(String name) {
        Path file = folder.resolve(String.valueOf(number.incrementAndGet()));
        DraftFile draft = new DraftFile(file, MOST, room);
        files.put(name, file);
        return draft;
    }

    /// Packs all into one archive, 0600, which must not exist yet; returns its size in bytes.
    ///
    /// @param top the folder in it
    public long pack(Path archive, String top, Instant time) throws IOException {
        TarGz tar = TarGz.create(archive, time);
        boolean done = false;
        try (tar) {
            Path index = files.remove(INDEX);
            if (index != null) {
                tar.add(top + "/" + INDEX, index);
            }
            for (Map.Entry<String, Path> file : files.entrySet()) {
                tar.add(top + "/" + file.getKey(), file.getValue());
            }
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(archive);
            }
        }
        return Files.size(archive);
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
