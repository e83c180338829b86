package dev.coresident.ledger.budget;

import com.google.common.math.LongMath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One window of a {@link Budget}: what is used and what of that is spent; the difference is reserved.
 *
 * <p>{@code used} is what admission looks at. It is sealed, once and for good, when the window ends: a sealed word is the
 * complement of the last figure and therefore negative, so that whoever finds it can go on from there without waiting for the
 * thread that sealed it. Whatever changes {@code used} does so by compare-and-set and so fails on a sealed window.
 *
 * <p>{@code spent} only rises, and 0 &lt;= spent &lt;= used at every moment of an open window: of a reservation that is
 * settled the part that was used becomes spent first and the rest is given back second; what was used beyond the
 * reservation is added to {@code used} first.
 */
final class BudgetWindow {
    /** No end is known yet. */
    private static final long OPEN = Long.MIN_VALUE;

    private static final VarHandle USED;
    private static final VarHandle SPENT;
    private static final VarHandle LENGTH;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            USED = lookup.findVarHandle(BudgetWindow.class, "used", long.class).withInvokeExactBehavior();
            SPENT = lookup.findVarHandle(BudgetWindow.class, "spent", long.class)
                    .withInvokeExactBehavior();
            LENGTH = lookup.findVarHandle(BudgetWindow.class, "lengthNanos", long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Counts the windows of a budget that were used, modulo {@link Budget#ORDINALS}. */
    final int ordinal;

    /** The caller's clock when the window began. */
    final long startNanos;

    /** Whether this is no window but what stands before the first. */
    final boolean before;

    /** What all windows before this one charged, less what they left this one to pay. */
    final long carried;

    // How long it lasted, set before it is sealed, so that everybody goes on to the same next window.
    private volatile long lengthNanos = OPEN;

    @SuppressWarnings("UnusedVariable") // through the handle
    private volatile long used;

    @SuppressWarnings("UnusedVariable") // through the handle
    private volatile long spent;

    private BudgetWindow(boolean before, int ordinal, long startNanos, long carried, long used) {
        this.before = before;
        this.ordinal = ordinal;
        this.startNanos = startNanos;
        this.carried = carried;
        this.used = used;
        this.spent = Math.max(used, 0);
    }

    /** What stands before the first window: sealed, with nothing used. */
    static BudgetWindow before() {
        return new BudgetWindow(true, 0, 0, 0, ~0L);
    }

    /** The window that follows this sealed one and has {@code owed} to pay for it. */
    BudgetWindow next(long owed) {
        long charged = LongMath.saturatedAdd(carried, ~used() - owed);
        return new BudgetWindow(false, (ordinal + 1) % Budget.ORDINALS, startNanos + lengthNanos, charged, owed);
    }

    /**
     * Ends the window after {@code length} nanoseconds, or after those that another thread was first to say.
     *
     * @return how long it lasted
     */
    long endAfter(long length) {
        LENGTH.compareAndSet(this, OPEN, length);
        return lengthNanos;
    }

    /** What is used, or the complement of what was if the window is sealed. */
    long used() {
        return (long) USED.getVolatile(this);
    }

    long spent() {
        return (long) SPENT.getVolatile(this);
    }

    /** Seals the window, whose end is known; what was used. */
    long seal() {
        while (true) {
            long now = used();
            if (now < 0) {
                return ~now;
            }
            if (USED.compareAndSet(this, now, ~now)) {
                return now;
            }
        }
    }

    /** Takes {@code amount} if {@code expected} is used still. */
    boolean reserve(long expected, long amount) {
        return USED.compareAndSet(this, expected, expected + amount);
    }

    /** Settles a reservation of this window; false if the window is sealed. */
    boolean settle(long reserved, long exact) {
        if (exact > reserved) {
            return charge(exact - reserved, exact);
        }
        long rest = reserved - exact;
        long now = used();
        if (now >= 0 && rest > now) {
            throw new IllegalStateException(
                    "%d were reserved and %d used, but only %d are charged: settle each reservation once"
                            .formatted(reserved, exact, now));
        }
        raiseSpent(exact);
        while (now >= 0) {
            if (rest == 0 || USED.compareAndSet(this, now, now - rest)) {
                return true;
            }
            now = used();
        }
        return false;
    }

    /** Charges what was not reserved, and counts {@code exact} as spent; false if the window is sealed. */
    boolean charge(long more, long exact) {
        while (true) {
            long now = used();
            if (now < 0) {
                return false;
            }
            if (USED.compareAndSet(this, now, LongMath.saturatedAdd(now, more))) {
                raiseSpent(exact);
                return true;
            }
        }
    }

    private void raiseSpent(long exact) {
        long _ = (long) SPENT.getAndAdd(this, exact);
    }
}
