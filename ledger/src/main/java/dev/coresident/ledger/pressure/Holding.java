package dev.coresident.ledger.pressure;

import dev.coresident.ledger.Lease;

/** An evictable lease on a {@link PressureBoard}, until it is closed or withdrawn. Any thread. */
public final class Holding implements AutoCloseable {
    private static final long EVERYTHING = Long.MAX_VALUE;

    final Evictee evictee;
    private final PressureBoard board;
    private final Lease lease;

    // What the lease may keep: written under the board's lock.
    private volatile long keepBytes = EVERYTHING;

    Holding(PressureBoard board, Lease lease, Evictee evictee) {
        this.board = board;
        this.lease = lease;
        this.evictee = evictee;
    }

    /** The lease. */
    public Lease lease() {
        return lease;
    }

    /** What of it is wanted back and has not been given back yet. */
    public long targetBytes() {
        return Math.max(0, lease.ownedBytes() - keepBytes);
    }

    /** What of it is not wanted yet. */
    long untouchedBytes() {
        return Math.min(lease.ownedBytes(), keepBytes);
    }

    void keep(long bytes) {
        keepBytes = bytes;
    }

    /** No longer evictable; what was asked for is asked for no more. The lease stays as it is. */
    @Override
    public void close() {
        board.withdraw(this);
        keepBytes = EVERYTHING;
    }
}
