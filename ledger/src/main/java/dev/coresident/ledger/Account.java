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

    // All below: guarded by ledger.lock. A live account has currentBytes <= subtreeBytes <= ceilingBytes.
    private final long[] purposeBytes = new long[Purpose.COUNT];
    private String label;
    private long ceilingBytes;
    private Standing standing;
    private @Nullable Account parent;
    private int depth = 1;
    private long openChildren;
    private long currentBytes;
    private long subtreeBytes;
    private long touchedBytes;
    private long pooledBytes;
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
        return ledger.told(tryReserve(null, purpose, bytes));
    }

    /** A charge that holds nothing yet, for an owner who takes it and gives it back often: {@link Charge} allocates nothing then. */
    public Charge charge(Purpose purpose) {
        return new Charge(this, purpose);
    }

    /**
     * As {@link #reserve}, of memory that the pool has: a part of one of its regions, which the pool has back when the lease
     * closes. Refused also if the region has no such part left.
     *
     * @throws IllegalArgumentException if {@code bytes} is negative or the region belongs to another ledger
     */
    public Reservation carve(Pool.Region region, Purpose purpose, long bytes) {
        ledger.checkOwn(region);
        return ledger.told(tryReserve(region, purpose, bytes));
    }

    /**
     * Leases a region of the pool as a whole: what it has now is inherited and charges nothing, and only what it grows by,
     * now or {@linkplain Meter later}, is charged. The purpose is the region's. Refused also while another lease of the region
     * is open.
     *
     * @param bytes how much of it is touched now
     * @param ceilingBytes how much the region can ever hold
     * @throws IllegalArgumentException if a figure is negative or the region belongs to another ledger
     */
    public Reservation lease(Pool.Region region, long bytes, long ceilingBytes) {
        ledger.checkOwn(region);
        checkBytes(ceilingBytes);
        return ledger.told(tryLease(region, bytes, ceilingBytes));
    }

    private Reservation tryReserve(Pool.@Nullable Region region, Purpose purpose, long bytes) {
        checkBytes(bytes);
        synchronized (ledger.lock) {
            Reservation.@Nullable Refused refusal = refusalOf(bytes);
            if (refusal == null && region != null) {
                refusal = refusalOf(region, bytes);
            }
            if (refusal != null) {
                return refusal;
            }
            // Allocated before anything is charged: running out of host memory leaves the figures as they were.
            var granted = new Reservation.Granted(Lease.of(this, purpose, region, bytes));
            if (region != null) {
                region.join(false, bytes);
            }
            join(purpose, bytes, bytes, region != null);
            ledger.charge(bytes);
            return granted;
        }
    }

    private Reservation tryLease(Pool.Region region, long bytes, long ceilingBytes) {
        checkBytes(bytes);
        synchronized (ledger.lock) {
            long growth = Math.max(0, bytes - region.extent());
            if (bytes > ceilingBytes) {
                return refuse(Reservation.Rule.REGION_MAXIMUM, bytes, 0, ceilingBytes);
            }
            Reservation.@Nullable Refused refusal = refusalOf(growth);
            if (refusal != null) {
                return refusal;
            }
            if (!region.isUntaken()) {
                return refuse(Reservation.Rule.POOL, bytes, 0, 0);
            }
            var granted = new Reservation.Granted(Lease.whole(this, region, bytes, ceilingBytes));
            region.join(true, growth);
            region.reach(bytes);
            join(region.purpose, growth, bytes, true);
            ledger.charge(growth);
            return granted;
        }
    }

    /**
     * No more grants, to accounts below it neither. Once all leases are closed and all accounts below have ended the row is
     * history: readable until its place is needed. Retiring again changes nothing.
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

    /** The account above it; null if there is none. */
    public @Nullable Account parent() {
        synchronized (ledger.lock) {
            return parent;
        }
    }

    /** Whether it is another account, or stands below it. */
    public boolean isAtOrBelow(Account other) {
        synchronized (ledger.lock) {
            Account at = this;
            while (at != null && at != other) {
                at = at.parent;
            }
            return at == other;
        }
    }

    /** What its own open leases and those of all accounts below it hold: what its ceiling is for. */
    public long subtreeBytes() {
        synchronized (ledger.lock) {
            return subtreeBytes;
        }
    }

    /** What its open leases touch: what they hold, and what they inherited from the pool. */
    public long touchedBytes() {
        synchronized (ledger.lock) {
            return touchedBytes;
        }
    }

    /** What of its bytes is the pool's memory. */
    public long pooledBytes() {
        synchronized (ledger.lock) {
            return pooledBytes;
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
        if (bytes > ceilingBytes - subtreeBytes) {
            return refuse(Reservation.Rule.ACCOUNT_CEILING, bytes, subtreeBytes, ceilingBytes);
        }
        for (Account above = parent; above != null; above = above.parent) {
            if (above.standing != Standing.LIVE) {
                return refuse(Reservation.Rule.RETIRED, bytes, above.subtreeBytes, above.ceilingBytes);
            }
            if (bytes > above.ceilingBytes - above.subtreeBytes) {
                return refuse(Reservation.Rule.ANCESTOR_CEILING, bytes, above.subtreeBytes, above.ceilingBytes);
            }
        }
        return null;
    }

    /** The counted refusal of {@code bytes} more of a region of the pool, or null if it has them. */
    Reservation.@Nullable Refused refusalOf(Pool.Region region, long bytes) {
        long left = region.left();
        return bytes > left || !region.isShared()
                ? refuse(Reservation.Rule.POOL, bytes, region.extent() - left, region.extent())
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

    /** A lease arrives. */
    void join(Purpose purpose, long owned, long touched, boolean pooled) {
        openLeases++;
        add(purpose, owned, touched, pooled);
    }

    /** A lease leaves, closed or moved to another account. */
    void part(Purpose purpose, long owned, long touched, boolean pooled, boolean closed) {
        openLeases--;
        closedLeases += closed ? 1 : 0;
        add(purpose, -owned, -touched, pooled);
        restIfIdle();
    }

    void add(Purpose purpose, long owned, long touched, boolean pooled) {
        purposeBytes[purpose.column] += owned;
        touchedBytes += touched;
        pooledBytes += pooled ? owned : 0;
        currentBytes += owned;
        peakBytes = Math.max(peakBytes, currentBytes);
        shift(owned);
    }

    /** So many bytes more here and above. */
    void shift(long bytes) {
        for (Account at = this; at != null; at = at.parent) {
            at.subtreeBytes += bytes;
        }
    }

    void raisePeak(long bytes) {
        peakBytes = Math.max(peakBytes, bytes);
    }

    int depth() {
        return depth;
    }

    boolean isRetiring() {
        return standing == Standing.RETIRING;
    }

    boolean isLive() {
        return standing == Standing.LIVE;
    }

    void goLive(String label, long ceilingBytes, @Nullable Account parent) {
        this.label = label;
        this.ceilingBytes = ceilingBytes;
        this.parent = parent;
        this.standing = Standing.LIVE;
        this.depth = 1;
        if (parent != null) {
            this.depth = parent.depth + 1;
            parent.openChildren++;
        }
    }

    /** The row leaves the table; from here on only its handle is left. */
    void fold() {
        standing = Standing.FOLDED;
    }

    void writeTo(LedgerBuffer buffer, int row) {
        buffer.write(row, principal, generation, label, standing, parent);
        buffer.write(row, ceilingBytes, currentBytes, peakBytes, refused, openLeases, closedLeases, purposeBytes);
        buffer.write(row, subtreeBytes, touchedBytes, pooledBytes);
    }

    private void restIfIdle() {
        if (standing == Standing.RETIRING && openLeases == 0 && openChildren == 0) {
            standing = Standing.RETIRED;
            ledger.rests(this);
            if (parent != null) {
                parent.openChildren--;
                parent.restIfIdle();
            }
        }
    }
}
