package dev.kprov.observe;

import dev.kprov.shell.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/// Scripts that look at a host that is, or should be, a node of a cluster, whoever made it. They change nothing.
public final class HostDiagnosis {
    private static final String NAME = "diagnose";

    private HostDiagnosis() {}

    /// What tells why a step failed, in a few seconds.
    public static Script brief() {
        return script(text(NAME) + "exit 0\n");
    }

    /// That, and all that somebody would ask for who is not there.
    public static Script thorough() {
        return script(text(NAME) + text(NAME + "-more"));
    }

    private static Script script(String text) {
        return new Script(NAME, text, Map.of(), Map.of(), Set.of());
    }

    private static String text(String name) {
        try (InputStream in = HostDiagnosis.class.getResourceAsStream(name + ".sh")) {
            if (in == null) {
                throw new IllegalStateException(name + ".sh is missing from the distribution");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
