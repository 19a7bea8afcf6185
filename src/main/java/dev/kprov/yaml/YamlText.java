package dev.kprov.yaml;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Plain values to YAML and back: for the files of other tools, not for kprov's own.
public final class YamlText {
    private static final int LARGEST = 16 << 20;
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .stringQuotingChecker(new PlainWords())
            .build();

    private YamlText() {}

    /// One document in block style. Ordered maps keep their order and all others are sorted, so that the same values
    /// always make the same text.
    public static String write(Object document) {
        StringWriter text = new StringWriter();
        try (YAMLGenerator yaml = YAML.createGenerator(text)) {
            write(yaml, document);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        // Not stripped: the line breaks at the end may belong to the last text.
        return text.toString().endsWith("\n") ? text.toString() : text + "\n";
    }

    /// Several documents, with `---` between them.
    public static String writeAll(List<?> documents) {
        return String.join("---\n", documents.stream().map(YamlText::write).toList());
    }

    /// All documents of a text, each a mapping; empty ones are left out.
    /// Throws a `KprovException` when it is not such a text.
    public static List<Map<String, Object>> readAll(String text) {
        return readAll("YAML text", text);
    }

    /// @param name what a problem calls the text, e.g. its path or URL
    public static List<Map<String, Object>> readAll(String name, String text) {
        if (text.length() > LARGEST) {
            throw new KprovException(Problem.invalid(
                    name, "this YAML text is too large", "at most 16 MiB is read", "check that it is the right file"));
        }
        Reading reading = new Reading(name, Path.of(""));
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Node node : TreeReader.read(text, reading, Integer.MAX_VALUE)) {
            if (node instanceof Node.Mapping mapping) {
                documents.add(Native.map(mapping));
            } else if (!new Value(node, "", reading).isNothing()) {
                reading.add(
                        node.position(),
                        "a document is " + node.description() + ", not a mapping",
                        "every document must have keys such as apiVersion: and kind:",
                        "check that it is the right file");
            }
        }
        reading.throwIfAny();
        return documents;
    }

    private static void write(YAMLGenerator yaml, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> yaml.writeNull();
            case Map<?, ?> map -> writeMap(yaml, map);
            case List<?> list -> {
                yaml.writeStartArray();
                for (Object item : list) {
                    write(yaml, item);
                }
                yaml.writeEndArray();
            }
            case Boolean flag -> yaml.writeBoolean(flag);
            case Integer number -> yaml.writeNumber(number);
            case Long number -> yaml.writeNumber(number);
            case BigInteger number -> yaml.writeNumber(number);
            case Double number -> yaml.writeNumber(number);
            case String text -> yaml.writeString(text);
            default -> throw new IllegalArgumentException("no YAML for " + value.getClass());
        }
    }

    private static void writeMap(YAMLGenerator yaml, Map<?, ?> map) throws IOException {
        Map<String, Object> sorted = new TreeMap<>();
        if (!(map instanceof SequencedMap)) {
            map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        }
        yaml.writeStartObject();
        for (Map.Entry<?, ?> entry : (sorted.isEmpty() ? map : sorted).entrySet()) {
            yaml.writeFieldName(String.valueOf(entry.getKey()));
            write(yaml, entry.getValue());
        }
        yaml.writeEndObject();
    }

    /// Only what no reader of any YAML version could take for something else goes without quotes.
    private static final class PlainWords extends StringQuotingChecker {
        private static final long serialVersionUID = 1L;
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");
        private static final Pattern RESERVED = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

        @Override
        public boolean needToQuoteName(String name) {
            return needToQuoteValue(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return !PLAIN.matcher(value).matches() || RESERVED.matcher(value).matches();
        }
    }
}
