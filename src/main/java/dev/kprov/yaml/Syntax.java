package dev.kprov.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// Says in plain words what the parser of YAML did not like.
record Syntax(Position position, String why, String remedy) {
    static final String WHAT = "this is not valid YAML";

    private static final String INDENT = "indent with spaces, keys of one mapping all alike";
    private static final String QUOTE = "put the whole value in quotes";

    static Syntax of(IOException failure) {
        if (failure.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            Position position = new Position(
                    marked.getProblemMark().getLine() + 1,
                    marked.getProblemMark().getColumn() + 1);
            Position start = marked.getContextMark() == null
                    ? position
                    : new Position(
                            marked.getContextMark().getLine() + 1,
                            marked.getContextMark().getColumn() + 1);
            return worded(position, start, text(marked.getContext()), text(marked.getProblem()));
        }
        Position position = failure instanceof JsonProcessingException json
                ? Optional.ofNullable(json.getLocation())
                        .map(place -> new Position(Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr())))
                        .orElse(new Position(1, 1))
                : new Position(1, 1);
        return new Syntax(
                position,
                "a key must be a short word or text, and a number must be one that a computer can hold",
                "write plain keys and values, and quote what is meant as text");
    }

    private static Syntax worded(Position position, Position start, String context, String problem) {
        if (problem.contains("TAB")) {
            return new Syntax(position, "a tab stands where only spaces may", "replace tabs by spaces");
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return new Syntax(
                    position,
                    "a colon starts a mapping where none can start",
                    "put text with a colon in quotes, or mend the indentation");
        }
        if (context.contains("quoted scalar") && problem.contains("end of stream")) {
            return new Syntax(start, "the quotes that open here are never closed", "close the quotes");
        }
        if (problem.contains("unknown escape")) {
            return new Syntax(
                    position, "a \\ in double quotes starts an escape that YAML does not know", "use single quotes");
        }
        return problem.contains("cannot start any token")
                ? new Syntax(position, "a value cannot start with this character", QUOTE)
                : structure(position, start, context, problem);
    }

    private static Syntax structure(Position position, Position start, String context, String problem) {
        if (context.contains("flow")) {
            return new Syntax(
                    position,
                    "the [ or { that opens at " + start + " is not closed properly",
                    "close it, and quote values with , [ ] { or } such as \"${ENV:NAME}\"");
        }
        if (context.contains("block") || problem.contains("could not find expected ':'")) {
            return new Syntax(position, "this line does not fit the lines above it", INDENT);
        }
        if (problem.contains("<document start>")) {
            return new Syntax(position, "text follows the end of the document", "remove the line ... before it");
        }
        return new Syntax(position, "what stands here means something else in YAML", QUOTE + ", or " + INDENT);
    }

    private static String text(String maybe) {
        return maybe == null ? "" : maybe;
    }
}
