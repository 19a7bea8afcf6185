package dev.kprov.verify.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads an answer of the API without the parts that fill most of it and say nothing here. Every value in the tree is
/// a text.
public final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Set<String> DROPPED = Set.of(
            "managedFields",
            "annotations",
            "containers",
            "initContainers",
            "volumes",
            "images",
            "tolerations",
            "securityContext");

    private Json() {}

    public static JsonNode read(byte[] text) throws IOException {
        return read(FACTORY.createParser(text));
    }

    /// Leaves nothing out.
    static JsonNode whole(byte[] text) throws IOException {
        return read(FACTORY.createParser(text), Set.of());
    }

    /// Reads what one parser has before it, of whatever format, and closes it.
    static JsonNode read(JsonParser opened) throws IOException {
        return read(opened, DROPPED);
    }

    private static JsonNode read(JsonParser opened, Set<String> dropped) throws IOException {
        try (JsonParser parser = opened(opened)) {
            return object(parser, dropped);
        }
    }

    private static JsonParser opened(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "not an object");
        }
        return parser;
    }

    private static ObjectNode object(JsonParser parser, Set<String> dropped) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (dropped.contains(name)) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                object.set(name, value(parser, value, dropped));
            }
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, Set<String> dropped) throws IOException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token, dropped));
        }
        return array;
    }

    private static JsonNode value(JsonParser parser, JsonToken token, Set<String> dropped) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            return object(parser, dropped);
        }
        if (token == JsonToken.START_ARRAY) {
            return array(parser, dropped);
        }
        return NODES.textNode(parser.getText());
    }

    /// What a list has in it.
    ///
    /// @param version of the list as a whole; empty when it has none
    record Items<T>(String version, List<T> items) {}

    /// The items of a list, each made into something before the next one is read. What is no list, or only a part of
    /// one, is nothing that can be understood: less than there is would be taken for all.
    static <T> Items<T> items(InputStream list, Function<JsonNode, T> make) throws IOException {
        List<T> made = new ArrayList<>();
        String version = "";
        boolean isList = false;
        try (JsonParser parser = opened(FACTORY.createParser(list))) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                isList |= field.equals("items")
                        || (field.equals("kind") && parser.getText().endsWith("List"));
                if (value == JsonToken.START_ARRAY && field.equals("items")) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        made.add(make.apply(value(parser, parser.currentToken(), DROPPED)));
                    }
                } else if (value == JsonToken.START_OBJECT && field.equals("metadata")) {
                    ObjectNode metadata = object(parser, DROPPED);
                    version = text(metadata, "resourceVersion");
                    if (!text(metadata, "continue").isEmpty()) {
                        throw new JsonParseException(parser, "it is only a part of what was asked for");
                    }
                } else {
                    parser.skipChildren();
                }
            }
            if (!isList) {
                throw new JsonParseException(parser, "it is no list");
            }
        }
        return new Items<>(version, made);
    }

    /// Of an object of Kubernetes; empty when it has none.
    public static String name(JsonNode object) {
        return text(object.path("metadata"), "name");
    }

    /// Empty when there is none.
    public static String text(JsonNode object, String field) {
        return object.path(field).asText("");
    }

    /// Empty when there is none, or when it is not in the format of RFC 3339.
    public static Optional<Instant> time(JsonNode object, String field) {
        try {
            return Optional.of(text(object, field))
                    .filter(text -> !text.isEmpty())
                    .map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// Whether it is `true`.
    public static boolean flag(JsonNode object, String field) {
        return text(object, field).equals("true");
    }
}
