package dev.coresident.ledger.pressure;

import dev.coresident.ledger.Lease;

/** An evictable lease on a {@link PressureBoard}, until it is closed or withdrawn. Any thread. */
public final class Holding implements AutoCloseable {
    private static final Ask NOTHING = new Ask(Long.MAX_VALUE, 0);

    final Evictee evictee;

    // True while the holder is told: what it posts meanwhile does not tell it again.
    volatile boolean isBeingTold;

    private final PressureBoard board;
    private final Lease lease;

    // What the lease is asked for: written under the board's lock.
    private volatile Ask ask = NOTHING;

    Holding(PressureBoard board, Lease lease, Evictee evictee) {
        this.board = board;
        this.lease = lease;
        this.evictee = evictee;
    }

    /** The lease. */
    public Lease lease() {
        return lease;
    }

    /** What of it is wanted back and has not been given back yet; never more than was asked for, however it grew since. */
    public long targetBytes() {
        return target(ask, lease.ownedBytes());
    }

    /** Asks for what is not wanted yet, up to so many bytes; says for how many. A target that was met is forgotten first. */
    long askFor(long mostBytes) {
        long owned = lease.ownedBytes();
        long target = target(ask, owned);
        long share = Math.min(owned - target, mostBytes);
        if (share > 0) {
            ask = new Ask(owned - target - share, target + share);
        } else if (target == 0) {
            ask = NOTHING;
        }
        return Math.max(0, share);
    }

    /** No longer evictable; what was asked for is asked for no more. The lease stays as it is. */
    @Override
    public void close() {
        board.withdraw(this);
        ask = NOTHING;
    }

    private static long target(Ask ask, long owned) {
        return Math.max(0, Math.min(ask.targetBytes, owned - ask.keepBytes));
    }

    /** What the lease may keep, and what was wanted back of it when it was asked last. */
    private record Ask(long keepBytes, long targetBytes) {}
}
