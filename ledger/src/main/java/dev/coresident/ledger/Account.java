package dev.coresident.ledger;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.UnsignedInts;
import org.jspecify.annotations.Nullable;

/**
 * One row of a {@link MemoryLedger}: a principal in one generation, its ceiling and its figures.
 *
 * <p>Every holder of the handle shares the same figures; any thread may call any method. A handle stays readable for ever:
 * after the row has {@link Standing#FOLDED folded} it shows the figures it had then, and refuses.
 */
public final class Account {
    final MemoryLedger ledger;
    private final int principal;
    private final int generation;

    // All below: guarded by ledger.lock. A live account has currentBytes <= ceilingBytes.
    private final long[] purposeBytes = new long[Purpose.COUNT];
    private String label;
    private long ceilingBytes;
    private Standing standing;
    private long currentBytes;
    private long peakBytes;
    private long refused;
    private long openLeases;
    private long closedLeases;

    Account(MemoryLedger ledger, int principal, int generation) {
        this.ledger = ledger;
        this.principal = principal;
        this.generation = generation;
        this.label = "";
        this.standing = Standing.OBSERVED;
    }

    /**
     * Charges {@code bytes}, or refuses and leaves every figure but {@link #refused()} as it was. Zero bytes are granted
     * to a live account and charge nothing.
     *
     * <p>Both ceilings, of the account and of the ledger, are respected in one step. Cost: one lock, and the lease with its
     * outcome are the only allocations; a {@link Meter} over a lease charges and gives back without any.
     *
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public Reservation reserve(Purpose purpose, long bytes) {
        checkBytes(bytes);
        synchronized (ledger.lock) {
            Reservation.@Nullable Refused refusal = refusalOf(bytes);
            if (refusal != null) {
                return refusal;
            }
            // Allocated before anything is charged: running out of host memory leaves the figures as they were.
            var granted = new Reservation.Granted(new Lease(this, purpose, bytes));
            join(purpose, bytes);
            ledger.charge(bytes);
            return granted;
        }
    }

    /**
     * No more grants. Once all leases are closed the row is history: readable until its place is needed. Retiring again
     * changes nothing.
     */
    public void retire() {
        synchronized (ledger.lock) {
            if (standing == Standing.LIVE) {
                standing = Standing.RETIRING;
                restIfIdle();
            }
        }
    }

    /** Who, u32; 0 is the host and its shared pool. */
    public int principal() {
        return principal;
    }

    /** Which life of the principal, u32. */
    public int generation() {
        return generation;
    }

    /** The name given when the account was opened; for people only. Empty if it was never opened. */
    public String label() {
        synchronized (ledger.lock) {
            return label;
        }
    }

    /** How the row stands now. */
    public Standing standing() {
        synchronized (ledger.lock) {
            return standing;
        }
    }

    /** What the account may hold at most. */
    public long ceilingBytes() {
        synchronized (ledger.lock) {
            return ceilingBytes;
        }
    }

    /** What its open leases hold. */
    public long currentBytes() {
        synchronized (ledger.lock) {
            return currentBytes;
        }
    }

    /** What its open leases hold for one purpose. */
    public long currentBytes(Purpose purpose) {
        synchronized (ledger.lock) {
            return purposeBytes[purpose.column];
        }
    }

    /** The most it ever held or was {@linkplain MemoryLedger#observe observed} with. Never falls, through retiring and reopening too. */
    public long peakBytes() {
        synchronized (ledger.lock) {
            return peakBytes;
        }
    }

    /** Charges refused so far. */
    public long refused() {
        synchronized (ledger.lock) {
            return refused;
        }
    }

    /** Leases charged to this account and not closed. */
    public long openLeases() {
        synchronized (ledger.lock) {
            return openLeases;
        }
    }

    /** Leases closed while they were charged to this account. */
    public long closedLeases() {
        synchronized (ledger.lock) {
            return closedLeases;
        }
    }

    @Override
    public String toString() {
        return "account of principal %s generation %s \"%s\""
                .formatted(UnsignedInts.toString(principal), UnsignedInts.toString(generation), label());
    }

    static void checkBytes(long bytes) {
        checkArgument(bytes >= 0, "%s bytes are negative: close a lease or shrink a meter to give bytes back", bytes);
    }

    // Everything below is called with ledger.lock held.

    /** The counted refusal of {@code bytes} more, or null if both ceilings permit them. */
    Reservation.@Nullable Refused refusalOf(long bytes) {
        Reservation.@Nullable Refused refusal = refusalHere(bytes);
        if (refusal == null && bytes > ledger.ceilingBytes - ledger.currentBytes) {
            return refuse(Reservation.Rule.LEDGER_CEILING, bytes, ledger.currentBytes, ledger.ceilingBytes);
        }
        return refusal;
    }

    /** As {@link #refusalOf}, for bytes that the ledger holds already and that only change hands. */
    Reservation.@Nullable Refused refusalHere(long bytes) {
        if (standing != Standing.LIVE) {
            return refuse(Reservation.Rule.RETIRED, bytes, currentBytes, ceilingBytes);
        }
        return bytes > ceilingBytes - currentBytes
                ? refuse(Reservation.Rule.ACCOUNT_CEILING, bytes, currentBytes, ceilingBytes)
                : null;
    }

    Reservation.Refused refuse(Reservation.Rule rule, long bytes, long current, long ceiling) {
        var refusal = new Reservation.Refused(rule, principal, generation, label, bytes, current, ceiling);
        if (standing == Standing.FOLDED) {
            ledger.refusedAfterFolding();
        } else {
            refused++;
        }
        return refusal;
    }

    /** A lease of {@code bytes} arrives. */
    void join(Purpose purpose, long bytes) {
        openLeases++;
        add(purpose, bytes);
    }

    /** A lease of {@code bytes} leaves, closed or moved to another account. */
    void part(Purpose purpose, long bytes, boolean closed) {
        openLeases--;
        closedLeases += closed ? 1 : 0;
        add(purpose, -bytes);
        restIfIdle();
    }

    void add(Purpose purpose, long bytes) {
        purposeBytes[purpose.column] += bytes;
        currentBytes += bytes;
        peakBytes = Math.max(peakBytes, currentBytes);
    }

    void raisePeak(long bytes) {
        peakBytes = Math.max(peakBytes, bytes);
    }

    void goLive(String label, long ceilingBytes) {
        this.label = label;
        this.ceilingBytes = ceilingBytes;
        this.standing = Standing.LIVE;
    }

    /** The row leaves the table; from here on only its handle is left. */
    void fold() {
        standing = Standing.FOLDED;
    }

    void writeTo(LedgerBuffer buffer, int row) {
        buffer.write(row, principal, generation, label, standing);
        buffer.write(row, ceilingBytes, currentBytes, peakBytes, refused, openLeases, closedLeases, purposeBytes);
    }

    private void restIfIdle() {
        if (standing == Standing.RETIRING && openLeases == 0) {
            standing = Standing.RETIRED;
            ledger.rests(this);
        }
    }
}
