package dev.coresident.api.tenant;

import dev.coresident.api.internal.pump.TenantState;
import java.util.Objects;

/**
 * Counters of many tenants in storage that the caller owns: filled again and again by {@link TenantRegistry#counters(CounterTable)}
 * without allocating. Rows are in the order of the ids. Not thread-safe.
 */
public final class CounterTable {
    /** The first three in the order of {@link TenantState#figures}. */
    private static final int PUBLISHED = 0;

    private static final int DONE = 1;
    private static final int FAULTED = 2;
    private static final int REFUSED = 3;
    private static final int COLUMNS = 4;

    private final int[] ids;
    private final long[] figures;
    private int rows;
    private int omitted;

    /**
     * An empty table.
     *
     * @param capacity the most rows it can hold
     */
    public CounterTable(int capacity) {
        ids = new int[capacity];
        figures = new long[capacity * COLUMNS];
    }

    void clear() {
        rows = 0;
        omitted = 0;
    }

    void add(TenantState state) {
        if (rows == ids.length) {
            omitted++;
            return;
        }
        int at = rows * COLUMNS;
        ids[rows++] = state.id();
        state.figures(figures, at);
        long refused = 0;
        for (int number = 0; number < TenantState.refusals(); number++) {
            refused += state.refused(number);
        }
        figures[at + REFUSED] = refused;
    }

    /** Rows filled. */
    public int rows() {
        return rows;
    }

    /** Active tenants that had no room in the table. */
    public int omitted() {
        return omitted;
    }

    /** The tenant of a row. */
    public int id(int row) {
        return ids[Objects.checkIndex(row, rows)];
    }

    /** Accepted so far. */
    public long published(int row) {
        return figure(row, PUBLISHED);
    }

    /** Ended well. */
    public long done(int row) {
        return figure(row, DONE);
    }

    /** Ended in a fault. */
    public long faulted(int row) {
        return figure(row, FAULTED);
    }

    /** Not ended yet. */
    public long outstanding(int row) {
        return published(row) - done(row) - faulted(row);
    }

    /** Refused, for whatever reason. */
    public long refused(int row) {
        return figure(row, REFUSED);
    }

    private long figure(int row, int column) {
        return figures[Objects.checkIndex(row, rows) * COLUMNS + column];
    }
}
