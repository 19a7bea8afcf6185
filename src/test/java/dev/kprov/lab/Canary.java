package dev.kprov.lab;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A secret that must not be found anywhere but where it belongs.
///
/// @param name what it is; no blanks
/// @param core a part of it that nothing else has, within one line
record Canary(String name, String core) {
    /// Shorter ones are found by chance.
    private static final int SHORTEST = 12;

    Canary {
        if (core.length() < SHORTEST || core.contains("\n")) {
            throw new IllegalArgumentException("not to be told from other text: " + name);
        }
    }

    /// A private key in PEM: its second line, since the first ones of two keys are alike.
    static Canary ofKey(String name, String pem) {
        List<String> body =
                pem.lines().filter(line -> line.matches("[A-Za-z0-9+/=]+")).toList();
        return new Canary(name, body.get(1));
    }

    /// How it would look in a shell, in JSON, in XML and within anything that was encoded in base64.
    Set<String> forms() {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(core);
        forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(core)));
        forms.add(core.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"));
        for (int before = 0; before < 3; before++) {
            forms.add(base64(before));
        }
        return forms;
    }

    /// What is always there, whatever stands around it and however many bytes stand before it.
    private String base64(int before) {
        String text = Base64.getEncoder().encodeToString(("#".repeat(before) + core).getBytes(StandardCharsets.UTF_8));
        return text.substring(before == 0 ? 0 : 4, text.length() - 4);
    }

    /// The form in which it stands in a text.
    Optional<String> in(String text) {
        return forms().stream().filter(text::contains).findFirst();
    }
}
