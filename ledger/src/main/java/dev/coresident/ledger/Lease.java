package dev.coresident.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Bytes charged to an account, given back by {@link #close}. Any thread may call any method.
 *
 * <p>A lease tells two figures: what the account owns, and is charged for, and what it touches. They differ where a region of
 * the {@link Pool} is leased as a whole: the bytes that were there, its baseline, stay the pool's, and only what the region
 * grows by is owned. {@code owned = max(0, touched - baseline)}, so {@code owned <= touched <= ceiling}. Closing leaves the
 * growth to the pool, and the next lease of the region inherits it.
 *
 * <p>Closing gives the bytes back exactly once and leaves the lease with zero. Closing again changes no figure of any
 * account; the ledger counts it ({@link LedgerSnapshot.Totals#repeatedCloses()}), because a second owner who believes that
 * the bytes are his is worth seeing.
 *
 * <p>Cost of a close: one lock, no allocation.
 */
public final class Lease implements AutoCloseable {
    private final MemoryLedger ledger;
    private final Purpose purpose;
    private final Pool.@Nullable Region region;
    private final boolean whole;
    private final long baselineBytes;
    private final long ceilingBytes;

    // Guarded by ledger.lock. A closed lease touches nothing.
    private Account account;
    private long touchedBytes;
    private boolean open = true;

    private Lease(
            Account account,
            Purpose purpose,
            Pool.@Nullable Region region,
            boolean whole,
            long baselineBytes,
            long touchedBytes,
            long ceilingBytes) {
        this.ledger = account.ledger;
        this.account = account;
        this.purpose = purpose;
        this.region = region;
        this.whole = whole;
        this.baselineBytes = baselineBytes;
        this.touchedBytes = touchedBytes;
        this.ceilingBytes = ceilingBytes;
    }

    /** Memory of its own, or a part of a region. */
    static Lease of(Account account, Purpose purpose, Pool.@Nullable Region region, long bytes) {
        return new Lease(account, purpose, region, false, 0, bytes, LedgerOptions.UNLIMITED);
    }

    /** A region as a whole. */
    static Lease whole(Account account, Pool.Region region, long bytes, long ceilingBytes) {
        return new Lease(account, region.purpose, region, true, region.extent(), bytes, ceilingBytes);
    }

    /** The account that is charged; the one last charged if the lease is closed. */
    public Account account() {
        synchronized (ledger.lock) {
            return account;
        }
    }

    /** What the bytes are for. */
    public Purpose purpose() {
        return purpose;
    }

    /** What the pool's region held when it was leased as a whole; 0 for any other lease. */
    public long baselineBytes() {
        return baselineBytes;
    }

    /** What the lease may touch at most, whatever the accounts permit. */
    public long ceilingBytes() {
        return ceilingBytes;
    }

    /** What is charged now; zero once closed. */
    public long ownedBytes() {
        synchronized (ledger.lock) {
            return owned(touchedBytes);
        }
    }

    /** What is in use now, inherited or owned; zero once closed. */
    public long touchedBytes() {
        synchronized (ledger.lock) {
            return touchedBytes;
        }
    }

    /** Whether the lease is not closed yet. */
    public boolean isOpen() {
        synchronized (ledger.lock) {
            return open;
        }
    }

    /** Gives the bytes back. A second call is counted and changes nothing else. */
    @Override
    public void close() {
        synchronized (ledger.lock) {
            if (!open) {
                ledger.closedAgain();
                return;
            }
            open = false;
            long owned = owned(touchedBytes);
            if (region != null) {
                region.part(owned);
            }
            account.part(purpose, owned, touchedBytes, region != null, true);
            ledger.charge(-owned);
            touchedBytes = 0;
        }
    }

    Reservation resize(long bytes, long maximumBytes, Reservation.Granted granted) {
        return ledger.told(tryResize(bytes, maximumBytes, granted));
    }

    private Reservation tryResize(long bytes, long maximumBytes, Reservation.Granted granted) {
        synchronized (ledger.lock) {
            long more = bytes - touchedBytes;
            long growth = owned(bytes) - owned(touchedBytes);
            if (more > 0) {
                Reservation.Refused refusal = refusalOf(bytes, more, growth, Math.min(maximumBytes, ceilingBytes));
                if (refusal != null) {
                    return refusal;
                }
            }
            if (region != null) {
                region.lend(growth);
                if (whole) {
                    region.reach(bytes);
                }
            }
            touchedBytes = bytes;
            account.add(purpose, growth, more, region != null);
            ledger.charge(growth);
            return granted;
        }
    }

    private Reservation.@Nullable Refused refusalOf(long bytes, long more, long growth, long maximumBytes) {
        if (!open) {
            return account.refuse(Reservation.Rule.CLOSED, more, 0, 0);
        }
        if (bytes > maximumBytes) {
            return account.refuse(Reservation.Rule.REGION_MAXIMUM, more, touchedBytes, maximumBytes);
        }
        if (growth == 0) {
            return null;
        }
        Reservation.Refused refusal = account.refusalOf(growth);
        return refusal == null && region != null && !whole ? account.refusalOf(region, growth) : refusal;
    }

    Reservation moveTo(Account target, Reservation.Granted granted) {
        return ledger.told(tryMoveTo(target, granted));
    }

    private Reservation tryMoveTo(Account target, Reservation.Granted granted) {
        synchronized (ledger.lock) {
            if (!open) {
                return target.refuse(Reservation.Rule.CLOSED, 0, 0, 0);
            }
            if (target == account) {
                return granted;
            }
            long owned = owned(touchedBytes);
            // What the accounts above both hold already is asked for once.
            account.shift(-owned);
            Reservation.Refused refusal = target.refusalHere(owned);
            account.shift(owned);
            if (refusal != null) {
                return refusal;
            }
            Account before = account;
            account = target;
            before.part(purpose, owned, touchedBytes, region != null, false);
            target.join(purpose, owned, touchedBytes, region != null);
            return granted;
        }
    }

    private long owned(long touched) {
        return Math.max(0, touched - baselineBytes);
    }
}
