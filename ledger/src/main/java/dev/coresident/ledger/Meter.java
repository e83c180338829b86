package dev.coresident.ledger;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Follows one region of memory that grows and shrinks: a lease whose size moves, up to a maximum of the region's own.
 *
 * <p>Whoever is about to grow the region asks {@link #resize} first. What is allowed is charged to the lease's account and
 * so recorded in its peak; what is refused leaves the charge and every peak as they were. When the region passes to another
 * principal, {@link #retarget} moves the charge; the first principal keeps its peak.
 *
 * <p>A caller that keeps its meter charges and gives back without allocating: {@code resize(n)}, then {@code resize(0)}. Any
 * thread may call any method; each call takes one lock.
 */
public final class Meter implements AutoCloseable {
    private final Lease lease;
    private final long maximumBytes;
    private final Reservation.Granted granted;

    private Meter(Lease lease, long maximumBytes) {
        this.lease = lease;
        this.maximumBytes = maximumBytes;
        this.granted = new Reservation.Granted(lease);
    }

    /**
     * A meter that takes over {@code lease}; the region has the lease's size now. A region that does not exist yet starts
     * with a lease of zero bytes.
     *
     * @param maximumBytes what the region can ever hold, whatever the ceilings permit
     * @throws IllegalArgumentException if {@code maximumBytes} is negative
     */
    public static Meter over(Lease lease, long maximumBytes) {
        Account.checkBytes(maximumBytes);
        return new Meter(lease, maximumBytes);
    }

    /** The lease that is moved. Closing it closes the meter. */
    public Lease lease() {
        return lease;
    }

    /** What the region can ever hold. */
    public long maximumBytes() {
        return maximumBytes;
    }

    /**
     * The region is to have {@code bytes} in all. Growing is granted up to the region's maximum and both ceilings, or
     * refused whole; shrinking is always granted. A closed meter stays at zero.
     *
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public Reservation resize(long bytes) {
        Account.checkBytes(bytes);
        return lease.resize(bytes, maximumBytes, granted);
    }

    /**
     * The region passes to {@code next} with all it holds: its charge moves in one step, or, if {@code next} is retired or
     * has no room for it, stays where it is. The first account's peak stays in any case. Moving to the account that is
     * charged already changes nothing.
     *
     * @throws IllegalArgumentException if {@code next} belongs to another ledger
     */
    public Reservation retarget(Account next) {
        checkArgument(
                next.ledger == lease.account().ledger,
                "%s belongs to another ledger: a charge moves within one ledger only",
                next);
        return lease.moveTo(next, granted);
    }

    /** Closes the lease. */
    @Override
    public void close() {
        lease.close();
    }
}
