package dev.kprov.cli.request;

import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.run.PrivateFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Keeps two runs on this machine from changing one cluster at the same time: `STATE/clusters/NAME/lock`. The
/// operating system holds it, so a run that is killed leaves none behind.
public final class LocalLock implements AutoCloseable {
    private final RandomAccessFile file;

    private LocalLock(RandomAccessFile file) {
        this.file = file;
    }

    /// Throws a `KprovException` that tells who holds it.
    ///
    /// @param cluster the cluster's folder
    /// @param owner who takes it, for those who find it taken
    public static LocalLock take(Path cluster, String owner) {
        Path path = cluster.resolve("lock");
        try {
            PrivateFile.folders(cluster);
            PrivateFile.append(path).close();
            // Not a FileChannel of its own: interrupting a thread that uses one would close it.
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            if (!locked(file)) {
                file.close();
                throw new KprovException(held(path));
            }
            file.setLength(0);
            file.write((owner + "\n").getBytes(StandardCharsets.UTF_8));
            return new LocalLock(file);
        } catch (IOException e) {
            throw new KprovException(
                    List.of(Problem.of(
                            ExitCode.INVALID,
                            "cannot lock the cluster's folder " + cluster,
                            e.toString(),
                            "make it a folder that you can write to, or name another one with --state-dir")),
                    e);
        }
    }

    /// Removes what a lock leaves behind, where nobody will ever take it again.
    public static void forget(Path cluster) {
        try {
            Files.deleteIfExists(cluster.resolve("lock"));
            Files.deleteIfExists(cluster);
        } catch (IOException e) {
            // An empty file more is no reason to call a good run a bad one.
            return;
        }
    }

    private static boolean locked(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Problem held(Path path) throws IOException {
        String owner = Files.readString(path).strip();
        return Problem.of(
                ExitCode.BUSY,
                "another run of kprov is changing this cluster",
                owner.isEmpty() ? path + " is locked" : owner,
                "wait for its end, or end it (its lock goes with it); kprov runs lists it");
    }

    @Override
    public void close() {
        try (file) {
            file.setLength(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
