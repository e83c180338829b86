package dev.coresident.console.terminal;

import java.util.ArrayList;
import java.util.List;

/** A plain table: a head, rows, columns as wide as their widest cell, two blanks between. Numbers stand right. */
public final class Table {
    private final List<String> head;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> head, boolean[] right) {
        this.head = head;
        this.right = right;
    }

    /**
     * An empty table.
     *
     * @param head the columns' names; one that starts with {@code >} stands right
     */
    public static Table of(String... head) {
        boolean[] right = new boolean[head.length];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < head.length; i++) {
            right[i] = head[i].startsWith(">");
            names.add(right[i] ? head[i].substring(1) : head[i]);
        }
        return new Table(names, right);
    }

    /** Adds a row; a cell for each column. */
    public Table row(String... cells) {
        if (cells.length != head.size()) {
            throw new IllegalArgumentException(
                    "a row of this table has " + head.size() + " cells, got " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The table's lines, without blanks at their ends. */
    public List<String> lines() {
        int[] width = new int[head.size()];
        measure(head, width);
        rows.forEach(row -> measure(row, width));
        List<String> lines = new ArrayList<>();
        lines.add(line(head, width));
        rows.forEach(row -> lines.add(line(row, width)));
        return lines;
    }

    private static void measure(List<String> cells, int[] width) {
        for (int i = 0; i < width.length; i++) {
            width[i] = Math.max(width[i], cells.get(i).length());
        }
    }

    private String line(List<String> cells, int[] width) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < width.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(width[i] - cell.length());
            line.append(right[i] ? padding + cell : cell + padding).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
