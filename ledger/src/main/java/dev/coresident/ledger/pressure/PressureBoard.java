package dev.coresident.ledger.pressure;

import static com.google.common.base.Preconditions.checkArgument;

import dev.coresident.ledger.Account;
import dev.coresident.ledger.Lease;
import dev.coresident.ledger.journal.Act;
import dev.coresident.ledger.journal.Journal;
import dev.coresident.ledger.journal.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where evictable leases are enlisted and needs are posted. Those who enlisted first are asked first, each for all it has before the
 * next one is asked; what was asked for and has not been given back counts towards the next need, so that asking twice does not
 * evict twice. Holders on whom a need counts so are told again what is wanted of them: a lease may have given back all and have
 * grown since.
 *
 * <p>Any thread. Holders are told after the board's lock is given up. Cost of a post: one look at each holding.
 */
public final class PressureBoard {
    /** The largest bound. */
    public static final int MAX_HOLDINGS = 65_536;

    private final int bound;
    private final Journal journal;

    // Guarded by this, in the order of enlistment.
    private final List<Holding> holdings = new ArrayList<>();
    private long refused;
    private long thrown;

    private PressureBoard(int bound, Journal journal) {
        checkArgument(
                bound >= 1 && bound <= MAX_HOLDINGS,
                "a board of %s holdings is outside [1, %s]: choose how many it may have",
                bound,
                MAX_HOLDINGS);
        this.bound = bound;
        this.journal = journal;
    }

    /**
     * An empty board.
     *
     * @param bound holdings at most
     * @param journal is told who was asked for how much
     */
    public static PressureBoard of(int bound, Journal journal) {
        return new PressureBoard(bound, journal);
    }

    /** The lease can be asked back from now on, until it or the holding is closed. */
    public synchronized Enlistment enlist(Lease lease, Evictee evictee) {
        if (holdings.size() == bound) {
            holdings.removeIf(holding -> !holding.lease().isOpen());
        }
        if (holdings.size() == bound) {
            refused++;
            return new Enlistment.Refused(bound);
        }
        var holding = new Holding(this, lease, evictee);
        holdings.add(holding);
        return new Enlistment.Enlisted(holding);
    }

    /**
     * So many bytes are needed. Holders are asked, and told if they want to be; nothing is free before they give it back.
     *
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public Posting post(long bytes) {
        return post(bytes, null);
    }

    /**
     * As {@link #post(long)}, of leases that an account and those below it hold: nobody else's would help where that account is short.
     *
     * @param within the account; null for everybody's leases
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public Posting post(long bytes, @Nullable Account within) {
        checkArgument(bytes >= 0, "%s bytes cannot be needed: post what is missing", bytes);
        List<Holding> asked = new ArrayList<>();
        List<Holding> reminded = new ArrayList<>();
        long pending = 0;
        long sum = 0;
        synchronized (this) {
            holdings.removeIf(holding -> !holding.lease().isOpen());
            for (Holding holding : holdings) {
                if (!helps(holding, within)) {
                    continue;
                }
                long target = holding.targetBytes();
                if (target > 0 && pending < bytes && !holding.isBeingTold) {
                    reminded.add(holding);
                }
                pending += target;
            }
            for (Holding holding : holdings) {
                long share = helps(holding, within) ? holding.askFor(Math.max(0, bytes - pending - sum)) : 0;
                if (share > 0) {
                    sum += share;
                    asked.add(holding);
                }
            }
        }
        reminded.removeAll(asked);
        reminded.forEach(this::remind);
        asked.forEach(this::tell);
        return new Posting(bytes, pending, sum, asked.size());
    }

    private static boolean helps(Holding holding, @Nullable Account within) {
        return within == null || holding.lease().account().isAtOrBelow(within);
    }

    /** Holdings that are enlisted, those of closed leases that nobody looked at since included. */
    public synchronized int holdings() {
        return holdings.size();
    }

    /** What is wanted back from all and has not been given back yet. */
    public synchronized long pendingBytes() {
        return holdings.stream().mapToLong(Holding::targetBytes).sum();
    }

    /** Leases that found no room. */
    public synchronized long refused() {
        return refused;
    }

    /** Holders that threw when they were told. Their targets stand. */
    public synchronized long thrown() {
        return thrown;
    }

    synchronized void withdraw(Holding holding) {
        holdings.remove(holding);
    }

    private void tell(Holding holding) {
        long target = holding.targetBytes();
        Account account = holding.lease().account();
        journal.record(
                Act.EVICT,
                Reason.PRESSURE,
                account.principal(),
                account.generation(),
                account.label(),
                target,
                account.currentBytes(),
                account.ceilingBytes());
        call(holding, target);
    }

    private void remind(Holding holding) {
        long target = holding.targetBytes();
        if (target > 0) {
            call(holding, target);
        }
    }

    private void call(Holding holding, long target) {
        holding.isBeingTold = true;
        try {
            holding.evictee.asked(target);
        } catch (RuntimeException e) {
            synchronized (this) {
                thrown++;
            }
        } finally {
            holding.isBeingTold = false;
        }
    }
}
