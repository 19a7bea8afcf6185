package dev.kprov.lab;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// What `src/lab/prepare` made, as it wrote it down. The lab tests are run by `src/lab/test`, which names the file.
final class LabSettings {
    private final Properties properties = new Properties();

    private LabSettings(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new AssertionError("the lab is not prepared: run src/lab/test", e);
        }
    }

    static LabSettings load() {
        String file = System.getProperty("kprov.lab");
        if (file == null) {
            throw new AssertionError("the lab tests are run by src/lab/test");
        }
        return new LabSettings(Path.of(file));
    }

    String get(String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new AssertionError("lab.properties has no " + key);
        }
        return value;
    }

    /// The lab's profile, which `src/lab/test` wrote beside the properties.
    String profile() {
        try {
            return Files.readString(Path.of(get("lab"), "kubeadm.yaml"));
        } catch (IOException e) {
            throw new AssertionError("the lab has no profile: run src/lab/test", e);
        }
    }
}
