package dev.coresident.ledger;

/**
 * Bytes charged to an account, given back by {@link #close}. Any thread may call any method.
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

    // Guarded by ledger.lock. A closed lease owns nothing.
    private Account account;
    private long ownedBytes;
    private boolean open = true;

    Lease(Account account, Purpose purpose, long ownedBytes) {
        this.ledger = account.ledger;
        this.account = account;
        this.purpose = purpose;
        this.ownedBytes = ownedBytes;
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

    /** What is charged now; zero once closed. */
    public long ownedBytes() {
        synchronized (ledger.lock) {
            return ownedBytes;
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
            long bytes = ownedBytes;
            ownedBytes = 0;
            account.part(purpose, bytes, true);
            ledger.charge(-bytes);
        }
    }

    Reservation resize(long bytes, long maximumBytes, Reservation.Granted granted) {
        synchronized (ledger.lock) {
            long growth = bytes - ownedBytes;
            if (growth > 0) {
                if (!open) {
                    return account.refuse(Reservation.Rule.CLOSED, growth, 0, 0);
                }
                if (bytes > maximumBytes) {
                    return account.refuse(Reservation.Rule.REGION_MAXIMUM, growth, ownedBytes, maximumBytes);
                }
                Reservation.Refused refusal = account.refusalOf(growth);
                if (refusal != null) {
                    return refusal;
                }
            }
            ownedBytes = bytes;
            account.add(purpose, growth);
            ledger.charge(growth);
            return granted;
        }
    }

    Reservation moveTo(Account target, Reservation.Granted granted) {
        synchronized (ledger.lock) {
            if (!open) {
                return target.refuse(Reservation.Rule.CLOSED, 0, 0, 0);
            }
            if (target == account) {
                return granted;
            }
            Reservation.Refused refusal = target.refusalHere(ownedBytes);
            if (refusal != null) {
                return refusal;
            }
            target.join(purpose, ownedBytes);
            account.part(purpose, ownedBytes, false);
            account = target;
            return granted;
        }
    }
}
