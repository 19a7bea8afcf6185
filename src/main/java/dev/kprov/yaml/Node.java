package dev.kprov.yaml;

import java.util.List;

/// A value as it was written, with its place.
sealed interface Node {
    Position position();

    /// What it is, in the words of a problem.
    String description();

    record Mapping(Position position, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String description() {
            return "a mapping";
        }
    }

    record Entry(String key, Position position, Node value) {}

    record Sequence(Position position, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String description() {
            return "a list";
        }
    }

    /// @param text as written, without quotes
    record Scalar(Position position, Kind kind, String text) implements Node {
        @Override
        public String description() {
            return kind.words;
        }
    }

    enum Kind {
        TEXT("text"),
        INTEGER("a whole number"),
        DECIMAL("a decimal number"),
        FLAG("true or false"),
        NOTHING("empty");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }
}
