package dev.kprov.yaml.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;

/// What kprov says in JSON. Not by an `ObjectMapper`: for the first one Java makes formats of dates with all that
/// belongs to their languages, 10 ms of each start, and there are no dates in it.
public final class JsonTree {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonTree() {}

    /// All in one line.
    public static String line(ObjectNode tree) {
        return text(tree, generator -> {});
    }

    /// A value a line.
    public static String page(ObjectNode tree) {
        return text(tree, generator -> generator.setPrettyPrinter(new DefaultPrettyPrinter()));
    }

    private static String text(ObjectNode tree, Consumer<JsonGenerator> settings) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            settings.accept(generator);
            write(tree, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonNode node, JsonGenerator generator) throws IOException {
        if (node.isObject()) {
            generator.writeStartObject();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                generator.writeFieldName(field.getKey());
                write(field.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (node.isArray()) {
            generator.writeStartArray();
            for (JsonNode item : node) {
                write(item, generator);
            }
            generator.writeEndArray();
        } else if (node.isNull()) {
            generator.writeNull();
        } else {
            ((ValueNode) node).serialize(generator, null);
        }
    }
}
