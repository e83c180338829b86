package dev.coresident.automata.scan.order;

import java.util.Arrays;

/**
 * Matches in three parallel arrays that grow to a bound, sorted by start, end and rule. One thread. Adding and sorting allocate only
 * while the arrays grow; matches that come in order are noticed and not sorted again.
 */
final class MatchColumns {
    private static final int FIRST_CAPACITY = 256;
    /** Bits of a row number below the part of a value that a sort key holds; the bound of rows follows from it. */
    private static final int ROW_BITS = 20;

    static final int MOST_ROWS = 1 << ROW_BITS;

    private final int bound;
    private long[] starts = new long[FIRST_CAPACITY];
    private long[] ends = new long[FIRST_CAPACITY];
    private int[] rules = new int[FIRST_CAPACITY];
    private long[] otherStarts = new long[0];
    private long[] otherEnds = new long[0];
    private int[] otherRules = new int[0];
    private long[] keys = new long[0];
    private int size;
    private boolean sorted = true;

    MatchColumns(int bound) {
        this.bound = bound;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == bound;
    }

    long start(int row) {
        return starts[row];
    }

    long end(int row) {
        return ends[row];
    }

    int rule(int row) {
        return rules[row];
    }

    void add(long start, long end, int rule) {
        if (size == starts.length) {
            int capacity = Math.min(bound, 2 * size);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            rules = Arrays.copyOf(rules, capacity);
        }
        sorted = sorted && (size == 0 || compare(size - 1, start, end, rule) <= 0);
        starts[size] = start;
        ends[size] = end;
        rules[size++] = rule;
    }

    /** The order of a row against a match: below, at or above 0. */
    int compare(int row, long start, long end, int rule) {
        return compare(starts[row], ends[row], rules[row], start, end, rule);
    }

    static int compare(long start, long end, int rule, long otherStart, long otherEnd, int otherRule) {
        int order = Long.compare(start, otherStart);
        order = order != 0 ? order : Long.compare(end, otherEnd);
        return order != 0 ? order : Integer.compare(rule, otherRule);
    }

    /** Forgets the first rows; the others keep their order. */
    void removeFirst(int rows) {
        System.arraycopy(starts, rows, starts, 0, size - rows);
        System.arraycopy(ends, rows, ends, 0, size - rows);
        System.arraycopy(rules, rows, rules, 0, size - rows);
        size -= rows;
        sorted = sorted || size == 0;
    }

    void sort() {
        if (sorted) {
            return;
        }
        if (keys.length < size) {
            keys = new long[starts.length];
            otherStarts = new long[starts.length];
            otherEnds = new long[starts.length];
            otherRules = new int[starts.length];
        }
        for (int row = 0; row < size; row++) {
            keys[row] = row;
        }
        sort(0, size, 0);
        for (int row = 0; row < size; row++) {
            int from = row(keys[row]);
            otherStarts[row] = starts[from];
            otherEnds[row] = ends[from];
            otherRules[row] = rules[from];
        }
        swap();
        sorted = true;
    }

    /** Sorts keys[from, to) by one column, then each run of equals by the next. Values are taken relative to the least of the range. */
    private void sort(int from, int to, int column) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            long value = value(column, row(keys[i]));
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (most > least) {
            for (int i = from; i < to; i++) {
                int row = row(keys[i]);
                keys[i] = ((value(column, row) - least) << ROW_BITS) | row;
            }
            Arrays.sort(keys, from, to);
        }
        if (column == 2) {
            return;
        }
        for (int first = from; first < to; ) {
            int after = first + 1;
            long value = value(column, row(keys[first]));
            while (after < to && value(column, row(keys[after])) == value) {
                after++;
            }
            if (after - first > 1) {
                sort(first, after, column + 1);
            }
            first = after;
        }
    }

    private long value(int column, int row) {
        return switch (column) {
            case 0 -> starts[row];
            case 1 -> ends[row];
            default -> rules[row];
        };
    }

    private static int row(long key) {
        return (int) key & (MOST_ROWS - 1);
    }

    private void swap() {
        long[] longs = starts;
        starts = otherStarts;
        otherStarts = longs;
        longs = ends;
        ends = otherEnds;
        otherEnds = longs;
        int[] ints = rules;
        rules = otherRules;
        otherRules = ints;
    }
}
