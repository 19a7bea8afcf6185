package dev.kprov.inventory.ansible;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The hosts to go through, as arguments for ssh name them: `-J` and `ProxyJump`, and a `ProxyCommand` that is ssh
/// with `-W`.
///
/// @param jump as kprov's inventory has it; empty when there is none
/// @param rest the arguments that say something else
record Jumps(Map<String, Object> jump, List<String> rest) {
    private static final Pattern PLACE =
            Pattern.compile("(?:ssh://)?(?:([^@]+)@)?(\\[[^\\]]+]|[^:\\[\\]]+)(?::(\\d{1,5}))?");
    private static final Pattern OPTION = Pattern.compile("(?i)(ProxyJump|ProxyCommand)\\s*[= ]\\s*(.*)");

    static final Jumps NONE = new Jumps(Map.of(), List.of());

    /// Throws an `IllegalArgumentException` where a quote is not closed.
    static Jumps of(String arguments) {
        List<String> words = Words.of(arguments);
        List<String> rest = new ArrayList<>();
        Map<String, Object> jump = Map.of();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean pair = List.of("-o", "-J").contains(word) && i + 1 < words.size();
            String whole = pair ? word + words.get(++i) : word;
            Optional<Map<String, Object>> found = jump(whole);
            if (found.isPresent()) {
                jump = found.get();
            } else {
                rest.add(whole);
            }
        }
        return new Jumps(jump, rest);
    }

    private static Optional<Map<String, Object>> jump(String word) {
        if (word.startsWith("-J")) {
            return chain(word.substring(2));
        }
        Matcher option =
                OPTION.matcher(word.startsWith("-o") ? word.substring(2).strip() : "");
        if (!option.matches()) {
            return Optional.empty();
        }
        return option.group(1).equalsIgnoreCase("ProxyJump") ? chain(option.group(2)) : command(option.group(2));
    }

    /// The last one stands next to the host.
    private static Optional<Map<String, Object>> chain(String places) {
        Map<String, Object> jump = Map.of();
        for (String text : places.split(",", -1)) {
            Matcher place = PLACE.matcher(text.strip());
            if (!place.matches()) {
                return Optional.empty();
            }
            jump = jump(place, jump);
        }
        return Optional.of(jump);
    }

    private static Map<String, Object> jump(Matcher place, Map<String, Object> behind) {
        Map<String, Object> jump = new LinkedHashMap<>();
        jump.put("address", place.group(2).replaceAll("[\\[\\]]", ""));
        if (place.group(1) != null) {
            jump.put("user", place.group(1));
        }
        if (place.group(3) != null) {
            jump.put("port", Integer.parseInt(place.group(3)));
        }
        if (!behind.isEmpty()) {
            jump.put("jump", behind);
        }
        return jump;
    }

    /// `ssh -W %h:%p [-q] [-p PORT] [-i FILE] [-l USER] [USER@]HOST`.
    private static Optional<Map<String, Object>> command(String command) {
        List<String> words = Words.of(command);
        if (words.isEmpty() || !words.getFirst().matches("(?:.*/)?ssh") || !command.contains("-W")) {
            return Optional.empty();
        }
        Map<String, Object> further = new LinkedHashMap<>();
        String place = "";
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            boolean pair = word.matches("-[WpilFo]") && i + 1 < words.size();
            String value = pair ? words.get(++i) : "";
            switch (word) {
                case "-p" -> further.put("port", value.matches("\\d{1,5}") ? Integer.valueOf(value) : value);
                case "-i" -> further.put("identityFile", value);
                case "-l" -> further.put("user", value);
                default -> place = word.startsWith("-") ? place : word;
            }
        }
        Optional<Map<String, Object>> jump = chain(place);
        jump.ifPresent(found -> found.putAll(further));
        return jump;
    }
}
