package dev.kprov.diagnose.redact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes the secrets out of an object of the API, by its keys, the names of its variables, and in all its texts.
///
/// @param text does so to a text
record RedactedJson(UnaryOperator<String> text) {
    private static final JsonNode MASK = TextNode.valueOf("***");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LONE_FLAG = Pattern.compile("--?([A-Za-z][\\w.-]{0,100})");

    JsonNode of(JsonNode node) {
        return of(node, false);
    }

    /// @param secret whether the names say that texts and numbers in it are secrets
    private JsonNode of(JsonNode node, boolean secret) {
        if (node.isObject()) {
            return object(node);
        }
        if (node.isArray()) {
            return array(node, secret);
        }
        if (secret && (node.isTextual() || node.isNumber())) {
            return SecretNames.tellsNothing(node.asText()) ? node : MASK;
        }
        return node.isTextual() ? TextNode.valueOf(text(node.textValue())) : node;
    }

    private ObjectNode object(JsonNode object) {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        boolean named = object.path("value").isValueNode()
                && SecretNames.secret(object.path("name").asText(""));
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            boolean secret = SecretNames.secret(name) || named && name.equals("value");
            made.set(name, of(field.getValue(), secret));
        }
        return made;
    }

    private ArrayNode array(JsonNode array, boolean secret) {
        ArrayNode made = JsonNodeFactory.instance.arrayNode();
        boolean next = false;
        for (JsonNode item : array) {
            made.add(of(item, secret || next));
            Matcher flag = LONE_FLAG.matcher(item.asText(""));
            next = flag.matches() && SecretNames.secret(flag.group(1));
        }
        return made;
    }

    /// An object may be within a text, as in the annotation of what was last applied.
    private String text(String value) {
        if (value.startsWith("{") && value.stripTrailing().endsWith("}")) {
            try {
                JsonNode inner = JSON.readTree(value);
                JsonNode clean = of(inner);
                return clean.equals(inner) ? value : JSON.writeValueAsString(clean);
            } catch (JsonProcessingException e) {
                return text.apply(value);
            }
        }
        return text.apply(value);
    }
}
