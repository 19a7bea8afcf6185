package dev.kprov.run;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/// Files and folders that only their owner can read, from the moment they exist.
///
/// Writing goes through `FileOutputStream` on purpose: interrupting a thread that writes to a `FileChannel` closes
/// the channel, and the journal has to outlive Ctrl-C.
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private PrivateFile() {}

    /// Opens a file that must not exist yet, 0600.
    public static FileOutputStream create(Path file) throws IOException {
        Files.createFile(file, mode(OWNER));
        return new FileOutputStream(file.toFile());
    }

    /// Opens a file for adding to its end, 0600.
    public static FileOutputStream append(Path file) throws IOException {
        refuseLink(file);
        try {
            Files.createFile(file, mode(OWNER));
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(file, OWNER);
        }
        return new FileOutputStream(file.toFile(), true);
    }

    /// Adds text to the end of a file, 0600.
    public static void append(Path file, String text) throws IOException {
        try (FileOutputStream out = append(file)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Makes a file what is given, 0600, all at once: a reader sees the old or the new, never a part.
    ///
    /// @return whether anything had to be changed
    public static boolean replace(Path file, byte[] content) throws IOException {
        if (isAlready(file, content)) {
            return false;
        }
        replace(file, content, true);
        return true;
    }

    /// The same for what tells once more what the journal has: nobody waits until the disk has it, and after a power
    /// cut it may be empty.
    public static void derive(Path file, byte[] content) throws IOException {
        replace(file, content, false);
    }

    private static void replace(Path file, byte[] content, boolean lasting) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(folder, "." + file.getFileName() + ".", ".tmp", mode(OWNER));
        try {
            try (FileOutputStream out = new FileOutputStream(draft.toFile())) {
                out.write(content);
                if (lasting) {
                    out.getFD().sync();
                }
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// Refuses a symbolic link: what is written through it would lie somewhere else, perhaps where others read.
    ///
    /// A link that is put there between this look and the use needs write access to the folder, which is
    /// its owner's.
    public static void refuseLink(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new FileSystemException(
                    path.toString(), null, "it is a symbolic link, and kprov follows none inside its state folder");
        }
    }

    /// Makes a folder and those above it, 0700; existing ones stay as they are.
    public static void folders(Path folder) throws IOException {
        Files.createDirectories(folder, mode(OWNER_FOLDER));
    }

    /// Makes a folder, 0700, that must not exist yet.
    static void newFolder(Path folder) throws IOException {
        Files.createDirectory(folder, mode(OWNER_FOLDER));
    }

    /// Makes a folder and those above it, and takes it away from others when it exists.
    public static void ownFolder(Path folder) throws IOException {
        refuseLink(folder);
        folders(folder);
        Files.setPosixFilePermissions(folder, OWNER_FOLDER);
    }

    private static boolean isAlready(Path file, byte[] content) throws IOException {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.getPosixFilePermissions(file).equals(OWNER)
                    && Arrays.equals(Files.readAllBytes(file), content);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
