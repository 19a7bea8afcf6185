package dev.kprov.cli.answer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/// Which kprov this is. Asked for by scripts in a loop, so it loads next to nothing: no picocli, lambda or format.
public record Version(String number, String commit, String java) {
    private static final String UNKNOWN = "development";

    public static Version current() {
        Properties properties = new Properties();
        try (InputStream stream = Version.class.getResourceAsStream("/dev/kprov/version.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            // Which kprov this is must never be why it cannot start.
            properties.clear();
        }
        return new Version(
                value(properties, "version"), value(properties, "commit"), System.getProperty("java.version", UNKNOWN));
    }

    /// Two lines: kprov with its commit, and the Java it runs on.
    public String text() {
        return "kprov " + number + " (" + commit + ")\nJava " + java;
    }

    private static String value(Properties properties, String key) {
        String value = properties.getProperty(key, "");
        // a resource that no build has filled in still holds its ${placeholder}
        return value.isBlank() || value.startsWith("${") ? UNKNOWN : value;
    }
}
