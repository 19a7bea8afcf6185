package dev.kprov.diagnose.archive;

import dev.kprov.run.PrivateFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A `.tar.gz` that is written file by file; only one file's buffer is in memory.
final class TarGz implements AutoCloseable {
    private static final int FILE_MODE = 0100600;

    private final TarArchiveOutputStream tar;
    private final Instant time;

    private TarGz(TarArchiveOutputStream tar, Instant time) {
        this.tar = tar;
        this.time = time;
    }

    /// @param archive must not exist yet
    /// @param time of all files in it
    static TarGz create(Path archive, Instant time) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(
                new GZIPOutputStream(new BufferedOutputStream(PrivateFile.create(archive))),
                StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        return new TarGz(tar, time);
    }

    void add(String name, Path file) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(Files.size(file));
        entry.setMode(FILE_MODE);
        entry.setLastModifiedTime(FileTime.from(time));
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
