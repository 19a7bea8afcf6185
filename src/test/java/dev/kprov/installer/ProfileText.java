package dev.kprov.installer;

import dev.kprov.Installers;
import dev.kprov.profile.Profile;
import dev.kprov.profile.file.ProfileFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A profile that a test has as a text.
public final class ProfileText {
    private ProfileText() {}

    public static Profile read(String text) {
        try {
            Path file = Files.createTempFile("profile", ".yaml");
            try {
                return ProfileFile.read(Files.writeString(file, text), Installers.dialects());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
