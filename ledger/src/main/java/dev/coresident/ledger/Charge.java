package dev.coresident.ledger;

import static com.google.common.base.Preconditions.checkState;

import org.jspecify.annotations.Nullable;

/**
 * A charge that one owner takes and gives back over and over: what a {@link Lease} is for the once. It is the owner's own and is not handed
 * on, so that no second owner can give back what the first took again. Every taking counts as a lease opened, every giving back as one
 * closed.
 *
 * <p>Any thread may call, but taking it twice is a broken contract. Cost of taking and giving back: one lock each, no allocation.
 */
public final class Charge implements AutoCloseable {
    private final Account account;
    private final Purpose purpose;

    // Guarded by account.ledger.lock.
    private long bytes;
    private boolean held;

    Charge(Account account, Purpose purpose) {
        this.account = account;
        this.purpose = purpose;
    }

    /**
     * Charges {@code bytes}, or refuses and leaves every figure but {@link Account#refused()} as it was, as {@link Account#reserve} does.
     *
     * @return null if they are charged; else why not, which is in the journal too
     * @throws IllegalArgumentException if {@code bytes} is negative
     * @throws IllegalStateException if it holds something
     */
    public Reservation.@Nullable Refused reserve(long bytes) {
        Reservation.Refused refusal = tryReserve(bytes);
        if (refusal != null) {
            account.ledger.told(refusal);
        }
        return refusal;
    }

    private Reservation.@Nullable Refused tryReserve(long bytes) {
        Account.checkBytes(bytes);
        synchronized (account.ledger.lock) {
            checkState(!held, "this charge holds %s bytes: close it before it is taken again", this.bytes);
            Reservation.Refused refusal = account.refusalOf(bytes);
            if (refusal == null) {
                held = true;
                this.bytes = bytes;
                account.join(purpose, bytes, bytes, false);
                account.ledger.charge(bytes);
            }
            return refusal;
        }
    }

    /** What it holds now. */
    public long bytes() {
        synchronized (account.ledger.lock) {
            return bytes;
        }
    }

    /** Gives the bytes back. Of a charge that holds nothing it is counted and changes nothing else, like the second close of a lease. */
    @Override
    public void close() {
        synchronized (account.ledger.lock) {
            if (!held) {
                account.ledger.closedAgain();
                return;
            }
            held = false;
            account.part(purpose, bytes, bytes, false, true);
            account.ledger.charge(-bytes);
            bytes = 0;
        }
    }
}
