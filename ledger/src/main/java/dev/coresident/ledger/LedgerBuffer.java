package dev.coresident.ledger;

import static java.util.Objects.checkIndex;

import com.google.common.math.LongMath;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Storage for a snapshot that its owner uses again: columns of figures, one row per account in ascending order of principal
 * and generation (unsigned), and the totals. One thread fills and reads it. It grows when the ledger has outgrown it and
 * allocates nothing otherwise.
 */
public final class LedgerBuffer {
    private static final int CEILING = 0;
    private static final int CURRENT = 1;
    private static final int PEAK = 2;
    private static final int REFUSED = 3;
    private static final int OPEN_LEASES = 4;
    private static final int CLOSED_LEASES = 5;
    private static final int SUBTREE = 6;
    private static final int TOUCHED = 7;
    private static final int POOLED = 8;
    private static final int PARENT = 9;
    private static final int PURPOSES = 10;
    private static final int STRIDE = PURPOSES + Purpose.COUNT;

    private int[] keys = {};
    private String[] labels = {};
    private Standing[] standings = {};
    private long[] figures = {};
    private int rows;

    private final long[] poolPurposes = new long[Purpose.COUNT];
    private long poolAllocatedBytes;
    private long poolLentBytes;
    private long poolPeakBytes;
    private long poolRegions;

    private final long[] purposeTotals = new long[Purpose.COUNT];
    private long ceilingBytes;
    private long currentBytes;
    private long peakBytes;
    private long peakSumBytes;
    private long refused;
    private long openLeases;
    private long closedLeases;
    private long refusedOpenings;
    private long droppedObservations;
    private long repeatedCloses;
    private long retiredAccounts;
    private long retiredPeakSumBytes;
    private long retiredRefused;
    private long retiredClosedLeases;

    /** Empty storage without room; the first snapshot makes room. */
    public LedgerBuffer() {}

    /** Rows that the last snapshot wrote. */
    public int rows() {
        return rows;
    }

    /** Rows that fit without allocating. */
    public int capacity() {
        return labels.length;
    }

    /** Who, u32. As all accessors of rows: {@code row} is in [0, {@link #rows()}). */
    public int principal(int row) {
        return keys[checkIndex(row, rows) * 2];
    }

    /** Which life of the principal, u32. */
    public int generation(int row) {
        return keys[checkIndex(row, rows) * 2 + 1];
    }

    /** The account's name; empty if it was never opened. */
    public String label(int row) {
        return labels[checkIndex(row, rows)];
    }

    /** How the row stands. */
    public Standing standing(int row) {
        return standings[checkIndex(row, rows)];
    }

    /** The account's ceiling. */
    public long ceilingBytes(int row) {
        return figure(row, CEILING);
    }

    /** What the account holds. */
    public long currentBytes(int row) {
        return figure(row, CURRENT);
    }

    /** What the account holds for one purpose. */
    public long currentBytes(int row, Purpose purpose) {
        return figure(row, PURPOSES + purpose.column);
    }

    /** The most the account held. */
    public long peakBytes(int row) {
        return figure(row, PEAK);
    }

    /** Charges refused to the account. */
    public long refused(int row) {
        return figure(row, REFUSED);
    }

    /** Leases of the account that are open. */
    public long openLeases(int row) {
        return figure(row, OPEN_LEASES);
    }

    /** Leases of the account that were closed. */
    public long closedLeases(int row) {
        return figure(row, CLOSED_LEASES);
    }

    /** What the account and all below it hold. */
    public long subtreeBytes(int row) {
        return figure(row, SUBTREE);
    }

    /** What the account's leases touch, inherited bytes of the pool included. */
    public long touchedBytes(int row) {
        return figure(row, TOUCHED);
    }

    /** What of the account's bytes is the pool's memory. */
    public long pooledBytes(int row) {
        return figure(row, POOLED);
    }

    /** The principal of the account above, or {@link LedgerSnapshot.Row#NO_PARENT}. */
    public long parentPrincipal(int row) {
        return figure(row, PARENT);
    }

    /** What all accounts hold for one purpose. */
    public long totalBytes(Purpose purpose) {
        return purposeTotals[purpose.column];
    }

    /** What all accounts hold. */
    public long totalBytes() {
        return currentBytes;
    }

    /** The totals as a value; allocates it. */
    public LedgerSnapshot.Totals totals() {
        return new LedgerSnapshot.Totals(
                ceilingBytes,
                currentBytes,
                peakBytes,
                peakSumBytes,
                refused,
                openLeases,
                closedLeases,
                refusedOpenings,
                droppedObservations,
                repeatedCloses,
                LedgerSnapshot.PurposeBytes.copyOf(purposeTotals, 0));
    }

    /** The pool as a value; allocates it. */
    public LedgerSnapshot.PoolFigures pool() {
        return new LedgerSnapshot.PoolFigures(
                poolAllocatedBytes,
                poolAllocatedBytes - poolLentBytes,
                poolPeakBytes,
                poolRegions,
                LedgerSnapshot.PurposeBytes.copyOf(poolPurposes, 0));
    }

    /** The aggregate of folded rows as a value; allocates it. */
    public LedgerSnapshot.Retired retired() {
        return new LedgerSnapshot.Retired(retiredAccounts, retiredPeakSumBytes, retiredRefused, retiredClosedLeases);
    }

    /** One row as a value; allocates it. */
    public LedgerSnapshot.Row row(int row) {
        return new LedgerSnapshot.Row(
                principal(row),
                generation(row),
                label(row),
                standing(row),
                ceilingBytes(row),
                currentBytes(row),
                peakBytes(row),
                refused(row),
                openLeases(row),
                closedLeases(row),
                LedgerSnapshot.PurposeBytes.copyOf(figures, row * STRIDE + PURPOSES),
                subtreeBytes(row),
                touchedBytes(row),
                pooledBytes(row),
                parentPrincipal(row));
    }

    private long figure(int row, int column) {
        return figures[checkIndex(row, rows) * STRIDE + column];
    }

    // Called by the ledger: grow outside its lock, the rest inside.

    void grow(int needed) {
        int capacity = Math.max(needed, capacity() * 2);
        keys = new int[capacity * 2];
        labels = new String[capacity];
        Arrays.fill(labels, "");
        standings = new Standing[capacity];
        Arrays.fill(standings, Standing.FOLDED);
        figures = new long[capacity * STRIDE];
        rows = 0;
    }

    void start(int size) {
        // No label outlives its row in a buffer that is kept.
        Arrays.fill(labels, Math.min(size, rows), rows, "");
        rows = size;
        Arrays.fill(purposeTotals, 0);
        peakSumBytes = 0;
        refused = 0;
        openLeases = 0;
        closedLeases = 0;
    }

    void write(int row, int principal, int generation, String label, Standing standing, @Nullable Account parent) {
        figures[row * STRIDE + PARENT] =
                parent == null ? LedgerSnapshot.Row.NO_PARENT : Integer.toUnsignedLong(parent.principal());
        keys[row * 2] = principal;
        keys[row * 2 + 1] = generation;
        labels[row] = label;
        standings[row] = standing;
    }

    void write(
            int row,
            long ceiling,
            long current,
            long peak,
            long refusals,
            long open,
            long closed,
            long[] purposeBytes) {
        int at = row * STRIDE;
        figures[at + CEILING] = ceiling;
        figures[at + CURRENT] = current;
        figures[at + PEAK] = peak;
        figures[at + REFUSED] = refusals;
        figures[at + OPEN_LEASES] = open;
        figures[at + CLOSED_LEASES] = closed;
        for (int i = 0; i < purposeBytes.length; i++) {
            figures[at + PURPOSES + i] = purposeBytes[i];
            purposeTotals[i] += purposeBytes[i];
        }
        peakSumBytes = LongMath.saturatedAdd(peakSumBytes, peak);
        refused += refusals;
        openLeases += open;
        closedLeases += closed;
    }

    void write(int row, long subtree, long touched, long pooled) {
        int at = row * STRIDE;
        figures[at + SUBTREE] = subtree;
        figures[at + TOUCHED] = touched;
        figures[at + POOLED] = pooled;
    }

    void writePool(long allocated, long lent, long peak, long regions, long[] purposeBytes) {
        poolAllocatedBytes = allocated;
        poolLentBytes = lent;
        poolPeakBytes = peak;
        poolRegions = regions;
        System.arraycopy(purposeBytes, 0, poolPurposes, 0, purposeBytes.length);
    }

    void writeLedger(long ceiling, long current, long peak) {
        ceilingBytes = ceiling;
        currentBytes = current;
        peakBytes = peak;
    }

    void writeCounts(long openings, long observations, long closes) {
        refusedOpenings = openings;
        droppedObservations = observations;
        repeatedCloses = closes;
    }

    void writeRetired(long accounts, long peakSum, long refusals, long closed) {
        retiredAccounts = accounts;
        retiredPeakSumBytes = peakSum;
        retiredRefused = refusals;
        retiredClosedLeases = closed;
        peakSumBytes = LongMath.saturatedAdd(peakSumBytes, peakSum);
        refused += refusals;
        closedLeases += closed;
    }
}
