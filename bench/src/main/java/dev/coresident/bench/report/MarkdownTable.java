package dev.coresident.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text as a Markdown table with aligned columns. Not thread-safe. */
public final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    /** A table of these columns. */
    public MarkdownTable(String... heads) {
        columns = heads.length;
        rows.add(List.of(heads));
    }

    /** Adds a row with a cell for every column. */
    public MarkdownTable row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("a row of this table has " + columns + " cells, got " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < rows.size(); index++) {
            for (int column = 0; column < columns; column++) {
                String cell = rows.get(index).get(column);
                String pad = " ".repeat(widths[column] - cell.length());
                text.append("| ").append(column == 0 ? cell + pad : pad + cell).append(' ');
            }
            text.append("|\n");
            if (index == 0) {
                for (int column = 0; column < columns; column++) {
                    text.append('|').append("-".repeat(widths[column] + 1)).append(column == 0 ? '-' : ':');
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }
}
