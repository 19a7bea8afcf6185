package dev.kprov.installer.kops;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What there is of a cluster, as `look.sh` prints it.
///
/// @param store the state store that was asked; empty where none is named
/// @param credentials whether there are any for the cloud
/// @param texts what kops answered, by the word of the question
/// @param failures questions that were not answered
record KopsState(Optional<String> store, boolean credentials, Map<String, String> texts, List<Failure> failures) {
    KopsState {
        texts = Map.copyOf(texts);
        failures = List.copyOf(failures);
    }

    /// @param code exit status; 124 when the time was over
    record Failure(String question, int code, String said) {
        private static final int TIME_OVER = 124;
        private static final int KILLED = 137;

        boolean timedOut() {
            return code == TIME_OVER || code == KILLED;
        }
    }

    static KopsState parse(String text) {
        Optional<String> store = Optional.empty();
        boolean credentials = true;
        Map<String, String> texts = new HashMap<>();
        List<Failure> failures = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 4);
            switch (words[0]) {
                case "store" -> store = Optional.of(words[1]);
                case "no-credentials" -> credentials = false;
                case "answer" -> texts.put(words[1], words.length > 2 ? decoded(words[2]) : "");
                case "failed" -> failures.add(new Failure(words[1], Integer.parseInt(words[2]), decoded(words[3])));
                default -> throw new IllegalArgumentException("look.sh printed: " + line);
            }
        }
        return new KopsState(store, credentials, texts, failures);
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /// The cluster's manifests in the state store.
    Optional<String> stored() {
        return Optional.ofNullable(texts.get("stored"));
    }

    /// The manifests that kops makes of the profile.
    Optional<String> wanted() {
        return Optional.ofNullable(texts.get("wanted"));
    }

    /// The manifests that kprov put into the store last, from here.
    Optional<String> applied() {
        return Optional.ofNullable(texts.get("applied"));
    }

    /// What would be changed in the cloud so that it agrees with the store.
    Preview preview() {
        return Preview.parse(texts.getOrDefault("preview", ""));
    }

    /// What is in the cloud, a line each.
    List<String> resources() {
        return texts.getOrDefault("resources", "")
                .lines()
                .takeWhile(line -> !line.startsWith("Must specify"))
                .filter(line -> !line.isBlank() && !line.startsWith("TYPE\t") && !line.startsWith("No cloud resources"))
                .map(line -> String.join(" ", line.strip().split("\\s+")))
                .toList();
    }

    /// Whether the kubeconfig is there and good for a while yet.
    boolean kubeconfig() {
        return texts.containsKey("kubeconfig");
    }

    /// Whether kprov has a folder of it.
    boolean begun() {
        return texts.containsKey("begun");
    }

    boolean absent() {
        return stored().isEmpty();
    }
}
