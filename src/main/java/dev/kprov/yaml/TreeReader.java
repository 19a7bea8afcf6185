package dev.kprov.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;

/// Builds the tree of a text. Whatever could make a small file large or deep is refused here.
final class TreeReader {
    private static final int DEEPEST = 100;
    private static final int LONGEST_KEY = 1024;
    private static final int LONGEST_NUMBER = 100;
    private static final Set<String> FLAGS = Set.of("true", "false");
    private static final YAMLFactory YAML =
            YAMLFactory.builder().loaderOptions(limits()).build();

    private final YAMLParser parser;
    private final Reading reading;
    private int valuesLeft;

    private TreeReader(YAMLParser parser, Reading reading, int mostValues) {
        this.parser = parser;
        this.reading = reading;
        this.valuesLeft = mostValues;
    }

    /// The documents of a text. Throws a `KprovException` where it is not YAML at all.
    static List<Node> read(String text, Reading reading, int mostValues) {
        try (YAMLParser parser = YAML.createParser(text)) {
            TreeReader tree = new TreeReader(parser, reading, mostValues);
            List<Node> documents = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                documents.add(tree.node(token, Optional.empty(), 0));
            }
            return documents;
        } catch (IOException failure) {
            Syntax syntax = Syntax.of(failure);
            throw tellAll(reading, syntax.position(), Syntax.WHAT, syntax.why(), syntax.remedy());
        }
    }

    private static LoaderOptions limits() {
        LoaderOptions options = new LoaderOptions();
        // Files are measured before they get here; the parser's own limit would be told less well.
        options.setCodePointLimit(Integer.MAX_VALUE);
        return options;
    }

    private static KprovException tellAll(Reading reading, Position at, String what, String why, String remedy) {
        reading.add(at, what, why, remedy);
        reading.throwIfAny();
        return new KprovException(Problem.invalid(reading.file() + ":" + at, what, why, remedy));
    }

    private Node node(JsonToken token, Optional<Position> key, int depth) throws IOException {
        Position here = here();
        refuseExtras(here);
        valuesLeft--;
        if (valuesLeft < 0) {
            throw tellAll(
                    reading,
                    here,
                    "this file holds too many values",
                    "what stands from here on is more than any cluster needs",
                    "check that it is the right file");
        }
        if (depth > DEEPEST) {
            throw tellAll(
                    reading,
                    here,
                    "this is nested more than " + DEEPEST + " levels deep",
                    "no setting is that deep, but a hostile file may be",
                    "write it flatter");
        }
        // A block below its key is best pointed at by the key.
        Position place = key.filter(above -> above.line() != here.line()).orElse(here);
        return switch (token) {
            case START_OBJECT -> mapping(place, depth);
            case START_ARRAY -> sequence(place, depth);
            default -> new Node.Scalar(here, kind(token, parser.getText()), parser.getText());
        };
    }

    private Node mapping(Position place, int depth) throws IOException {
        List<Node.Entry> entries = new ArrayList<>();
        Map<String, Position> seen = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Position at = here();
            String key = key(at);
            Node value = node(parser.nextToken(), Optional.of(at), depth + 1);
            Position first = seen.putIfAbsent(key, at);
            if (first == null) {
                entries.add(new Node.Entry(key, at, value));
            } else {
                reading.add(
                        at,
                        "duplicate key " + Value.quoted(key),
                        "it stands already at " + first + ", and only one of the two can be meant",
                        "remove one of the two");
            }
        }
        return new Node.Mapping(place, entries);
    }

    private String key(Position at) throws IOException {
        refuseExtras(at);
        String key = parser.currentName();
        if (key.length() > LONGEST_KEY) {
            throw tellAll(
                    reading,
                    at,
                    "a key is longer than " + LONGEST_KEY + " characters",
                    "no setting has such a name",
                    "shorten it, or close the quotes before it");
        }
        if (key.equals("<<")) {
            throw tellAll(
                    reading, at, "a merge key (<<) is used", "merge keys are not read", "write the keys out here");
        }
        return key;
    }

    private Node sequence(Position place, int depth) throws IOException {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token, Optional.empty(), depth + 1));
        }
        return new Node.Sequence(place, items);
    }

    private void refuseExtras(Position at) throws IOException {
        if (parser.isCurrentAlias()) {
            throw tellAll(
                    reading,
                    at,
                    "an alias (*) is used",
                    "aliases are not read: a few of them can stand for gigabytes",
                    "write the value out here; put text that starts with * in quotes");
        }
        if (parser.getTypeId() != null) {
            throw tellAll(
                    reading,
                    at,
                    "a tag (!) is used",
                    "tags are not read: the type of each value is known",
                    "remove the tag; put text that starts with ! in quotes");
        }
    }

    private Position here() {
        JsonLocation location = parser.currentTokenLocation();
        return new Position(location.getLineNr(), location.getColumnNr());
    }

    private Node.Kind kind(JsonToken token, String text) {
        return switch (token) {
            // Turning a million digits into a number takes long, and nobody means one.
            case VALUE_NUMBER_INT -> text.length() > LONGEST_NUMBER ? Node.Kind.TEXT : Node.Kind.INTEGER;
            case VALUE_NUMBER_FLOAT -> text.length() > LONGEST_NUMBER ? Node.Kind.TEXT : Node.Kind.DECIMAL;
            // The parser follows YAML 1.1, where `no` is false; here it is Norway.
            case VALUE_TRUE, VALUE_FALSE ->
                FLAGS.contains(text.toLowerCase(Locale.ROOT)) ? Node.Kind.FLAG : Node.Kind.TEXT;
            case VALUE_NULL -> Node.Kind.NOTHING;
            default -> text.isEmpty() && isUnwritten() ? Node.Kind.NOTHING : Node.Kind.TEXT;
        };
    }

    /// Whether nothing at all stands there, not even quotes.
    private boolean isUnwritten() {
        JsonLocation start = parser.currentTokenLocation();
        JsonLocation end = parser.currentLocation();
        return start.getLineNr() == end.getLineNr() && start.getColumnNr() == end.getColumnNr();
    }
}
