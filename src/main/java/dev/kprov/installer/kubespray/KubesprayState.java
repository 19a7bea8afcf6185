package dev.kprov.installer.kubespray;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `look.sh` found on this machine.
///
/// @param words of one value each: `checkout`, `version`, `commit`, `ansible` (the program's version), `oldest` and
///     `newest` (of Ansible, the latter excluded), `python` (of this machine), `pythons` (the range that fits),
/// `cloning`
///     (why git failed), `begun`
/// @param versions of Kubernetes that the checkout can install
/// @param missing playbooks that are not there
/// @param made what the cluster was made from, where a run of kprov's was through with it
record KubesprayState(Map<String, String> words, List<String> versions, List<String> missing, Optional<String> made) {
    KubesprayState {
        words = Map.copyOf(words);
        versions = List.copyOf(versions);
        missing = List.copyOf(missing);
    }

    static KubesprayState parse(String text) {
        Map<String, String> words = new HashMap<>();
        List<String> versions = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Optional<String> made = Optional.empty();
        for (String line : text.lines().toList()) {
            String[] parts = line.split(" ", 2);
            String value = parts.length == 2 ? parts[1] : "";
            switch (parts[0]) {
                case "kubernetes" -> versions.add(value);
                case "missing" -> missing.add(value);
                case "made" ->
                    made = Optional.of(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
                default -> words.put(parts[0], value);
            }
        }
        return new KubesprayState(words, versions, missing, made);
    }

    Optional<String> word(String name) {
        return Optional.ofNullable(words.get(name)).filter(value -> !value.isEmpty());
    }
}
