package dev.kprov.diagnose.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// What objects of the API say, as texts of one line.
final class Texts {
    private Texts() {}

    /// Empty when there is none.
    static String text(JsonNode object, String... fields) {
        JsonNode node = object;
        for (String field : fields) {
            node = node.path(field);
        }
        return node.asText("").replaceAll("\\s+", " ").strip();
    }

    static String or(String text, String instead) {
        return text.isEmpty() ? instead : text;
    }

    static String name(JsonNode object) {
        return text(object, "metadata", "name");
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /// Columns that stand below each other where they are not too wide.
    static String columns(int[] widths, String... texts) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            String cell = or(texts[i], "-");
            int width = i < widths.length ? widths[i] : 0;
            cells.add(cell + " ".repeat(Math.max(0, width - cell.length())));
        }
        return String.join("  ", cells).stripTrailing();
    }
}
