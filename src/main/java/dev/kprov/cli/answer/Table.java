package dev.kprov.cli.answer;

import java.util.List;

/// Rows of words in columns, two spaces apart.
public final class Table {
    private Table() {}

    /// The table as lines.
    ///
    /// @param rows all with the same number of cells; the first is the heading
    public static String of(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell).repeat(' ', width(rows, column) - cell.length() + 2);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
