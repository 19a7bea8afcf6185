package dev.kprov.yaml;

import java.util.Comparator;

/// A place in a text, both counted from 1.
record Position(int line, int column) implements Comparable<Position> {
    private static final Comparator<Position> READING_ORDER =
            Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

    @Override
    public int compareTo(Position other) {
        return READING_ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
