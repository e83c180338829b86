package dev.coresident.ledger.budget;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The oracle: every reservation there ever was, and figures added up from them each time. Windows are numbered from the first
 * time; what a window used beyond the limit is paid window by window.
 */
final class NaiveBudget {
    /** One reservation; {@code exact} is negative until it is settled. */
    static final class Entry {
        final long window;
        final long amount;
        long exact = -1;
        boolean late;

        Entry(long window, long amount) {
            this.window = window;
            this.amount = amount;
        }
    }

    private final long limit;
    private final long length;
    private final List<Entry> entries = new ArrayList<>();
    /** What was settled late beyond its reservation: the window that paid it, and how much. */
    private final List<long[]> extras = new ArrayList<>();

    private boolean started;
    private long origin;
    private long window;
    private long denied;

    NaiveBudget(long limit, long length) {
        this.limit = limit;
        this.length = length;
    }

    /** The entry, or null if it is denied. */
    @Nullable
    Entry reserve(long amount, long now) {
        move(now);
        if (BigInteger.valueOf(amount).add(used(window)).compareTo(BigInteger.valueOf(limit)) > 0) {
            denied++;
            return null;
        }
        Entry entry = new Entry(window, amount);
        entries.add(entry);
        return entry;
    }

    void settle(Entry entry, long exact, long now) {
        move(now);
        entry.exact = exact;
        entry.late = entry.window != window;
        if (entry.late && exact > entry.amount) {
            extras.add(new long[] {window, exact - entry.amount});
        }
    }

    /** Nanoseconds until {@code amount} fits, found by going from window to window; -1 if it never does. */
    long waiting(long amount, long now) {
        if (amount > limit) {
            return -1;
        }
        BigInteger used = used(window);
        long windows = 0;
        while (used.add(BigInteger.valueOf(amount)).compareTo(BigInteger.valueOf(limit)) > 0) {
            if (limit == 0) {
                return -1;
            }
            used = used.subtract(BigInteger.valueOf(limit)).max(BigInteger.ZERO);
            windows++;
        }
        return windows * length - Math.max(0, now - (origin + window * length));
    }

    BudgetFigures figures(long now) {
        move(now);
        BigInteger reserved = BigInteger.ZERO;
        BigInteger charged = BigInteger.ZERO;
        long late = 0;
        for (Entry entry : entries) {
            boolean open = entry.exact < 0;
            charged = charged.add(BigInteger.valueOf(open ? entry.amount : entry.exact));
            if (open && entry.window == window) {
                reserved = reserved.add(BigInteger.valueOf(entry.amount));
            }
            late += entry.late ? 1 : 0;
        }
        long spent = used(window).subtract(reserved).longValueExact();
        return new BudgetFigures(
                false,
                limit,
                spent,
                reserved.longValueExact(),
                denied,
                charged.longValueExact(),
                late,
                origin + window * length,
                length);
    }

    private void move(long now) {
        if (!started) {
            started = true;
            origin = now;
        }
        window = Math.max(window, Math.floorDiv(now - origin, length));
    }

    /** What is used of a window: what the one before left it to pay, and what happened in it. */
    private BigInteger used(long of) {
        BigInteger owed = BigInteger.ZERO;
        for (long w = 0; w <= of; w++) {
            BigInteger used = owed;
            for (Entry entry : entries) {
                if (entry.window == w) {
                    boolean inTime = entry.exact >= 0 && !entry.late;
                    used = used.add(BigInteger.valueOf(inTime ? entry.exact : entry.amount));
                }
            }
            for (long[] extra : extras) {
                used = extra[0] == w ? used.add(BigInteger.valueOf(extra[1])) : used;
            }
            if (w == of) {
                return used;
            }
            owed = used.subtract(BigInteger.valueOf(limit)).max(BigInteger.ZERO);
        }
        return owed;
    }
}
