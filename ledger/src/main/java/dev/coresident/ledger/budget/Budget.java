package dev.coresident.ledger.budget;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/**
 * How much of one kind of fuel may be used in a window of time.
 *
 * <p>Whoever admits work reserves what it may need and, when it has ended, settles to what it used. Until then, and for ever
 * if nobody settles, the reservation counts in full. Spending exactly the limit is allowed. Windows follow each other without
 * a gap from the first time that is brought on; with each the limit is there again.
 *
 * <ul>
 *   <li>A reservation counts in the window in which it was made. Settled later, less than reserved gives nothing back to any
 *       window (the {@linkplain BudgetFigures#charged() sum of charges} is corrected), and more is charged to the window of
 *       the moment.
 *   <li>Use beyond the limit, possible only where work used more than it reserved, is owed: the windows that follow begin with
 *       it, so that over many windows the limit holds.
 * </ul>
 *
 * <p>Times are nanoseconds of a clock of the caller's with any origin, the same clock in each call; a time before the window
 * of the moment counts as in it. A call that brings a later time renews the window first and then does what it came for; others
 * may see the one without the other. Any thread may call any method; nothing waits. Cost: one compare-and-set to reserve, two
 * atomic steps to settle, no allocation, except for one object of some 50 bytes when a window renews.
 */
public final class Budget {
    /** The largest limit: 2^62. */
    public static final long MAX_LIMIT = 1L << 62;

    /** The largest amount of one reservation: 2^43 - 1. Some 8 TiB, or 2.4 hours. */
    public static final long MAX_AMOUNT = (1L << 43) - 1;

    /** The shortest window. */
    public static final Duration MIN_WINDOW = Duration.ofMillis(1);

    /** What {@link #tryReserve} answers when waiting cannot help. */
    public static final long NEVER = Long.MIN_VALUE;

    /** Window ordinals before they begin again: what is left of a token's 63 bits beside the amount. */
    static final int ORDINALS = 1 << 20;

    private static final int AMOUNT_BITS = 43;
    private static final Duration UNLIMITED_WINDOW = Duration.ofSeconds(1);

    private static final VarHandle CURRENT;
    private static final VarHandle DENIED;
    private static final VarHandle LATE;
    private static final VarHandle RETURNED_LATE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CURRENT = lookup.findVarHandle(Budget.class, "current", BudgetWindow.class)
                    .withInvokeExactBehavior();
            DENIED = lookup.findVarHandle(Budget.class, "denied", long.class).withInvokeExactBehavior();
            LATE = lookup.findVarHandle(Budget.class, "late", long.class).withInvokeExactBehavior();
            RETURNED_LATE = lookup.findVarHandle(Budget.class, "returnedLate", long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long limit;
    private final long windowNanos;
    private final boolean unlimited;
    private volatile BudgetWindow current = BudgetWindow.before();
    private volatile long denied;
    private volatile long late;
    private volatile long returnedLate;

    private Budget(long limit, Duration window, boolean unlimited) {
        this.limit = limit;
        this.windowNanos = window.toNanos();
        this.unlimited = unlimited;
    }

    /**
     * A budget of {@code amountPerWindow} in each window.
     *
     * @param amountPerWindow in [0, {@link #MAX_LIMIT}]; 0 permits nothing
     * @param window from {@link #MIN_WINDOW} to 365 days
     */
    public static Budget of(long amountPerWindow, Duration window) {
        check(amountPerWindow, window);
        return new Budget(amountPerWindow, window, false);
    }

    /** Permission to use as much as there is. What is used is counted all the same, in windows of one second. */
    public static Budget unlimited() {
        return new Budget(MAX_LIMIT, UNLIMITED_WINDOW, true);
    }

    /**
     * Reserves {@code amount}, for callers that may not allocate.
     *
     * @param amount what the work may use, at least 0
     * @return a token for {@link #settle}, at least 0; or the negative of the nanoseconds until the amount fits if nothing
     *     else is used; or {@link #NEVER} if it is larger than the limit or {@link #MAX_AMOUNT}. A denial changes nothing
     *     but the count of denials.
     * @throws IllegalArgumentException if {@code amount} is negative
     */
    public long tryReserve(long amount, long nowNanos) {
        checkAmount(amount);
        if (amount > limit || amount > MAX_AMOUNT) {
            return deny(NEVER);
        }
        BudgetWindow window = at(nowNanos);
        while (true) {
            long used = window.used();
            if (used < 0) {
                window = renew(window, nowNanos);
            } else if (amount > limit - used) {
                return deny(answerFull(window, used, amount, nowNanos));
            } else if (window.reserve(used, amount)) {
                return token(window.ordinal, amount);
            }
        }
    }

    static void check(long amountPerWindow, Duration window) {
        checkArgument(
                amountPerWindow >= 0 && amountPerWindow <= MAX_LIMIT,
                "%s per window is outside [0, %s]: use 0 to permit nothing or unlimited() to permit all",
                amountPerWindow,
                MAX_LIMIT);
        checkArgument(
                window.compareTo(MIN_WINDOW) >= 0 && window.compareTo(Duration.ofDays(365)) <= 0,
                "a window of %s is outside [%s, 365 days]: choose one within",
                window,
                MIN_WINDOW);
    }

    /** Reserves {@code amount}, for people: as {@link #tryReserve} with an outcome that explains itself. Allocates it. */
    public Spending reserve(long amount, long nowNanos) {
        long token = tryReserve(amount, nowNanos);
        if (token >= 0) {
            return new Spending.Reserved(this, token);
        }
        return new Spending.Denied(amount, figures(nowNanos), token == NEVER ? null : Duration.ofNanos(-token));
    }

    /**
     * Settles a reservation to what was used. Each token once: a second time gives back what others hold, which is noticed
     * only if nothing is left to give.
     *
     * <p>A token is known for {@code 2^20 - 1} windows in which something was reserved; the one after that would be taken
     * for one of its own.
     *
     * @param token what {@link #tryReserve} returned
     * @param exact what was used, at least 0; may be more than was reserved
     * @throws IllegalArgumentException if {@code token} or {@code exact} is negative
     * @throws IllegalStateException if more is given back than is charged
     */
    public void settle(long token, long exact, long nowNanos) {
        checkArgument(token >= 0, "%s is a denial: settle what was reserved", token);
        checkAmount(exact);
        long reserved = reserved(token);
        BudgetWindow window = at(nowNanos);
        if (window.ordinal != ordinal(token) || !window.settle(reserved, exact)) {
            settleLate(reserved, exact, nowNanos);
        }
    }

    /**
     * Charges what was used without having been reserved, to the window of the moment; what is beyond the limit is owed.
     *
     * @throws IllegalArgumentException if {@code amount} is negative
     */
    public void charge(long amount, long nowNanos) {
        checkAmount(amount);
        BudgetWindow window = at(nowNanos);
        while (amount > 0 && !window.charge(amount, amount)) {
            window = renew(window, nowNanos);
        }
    }

    static long token(int ordinal, long amount) {
        return (long) ordinal << AMOUNT_BITS | amount;
    }

    static int ordinal(long token) {
        return (int) (token >>> AMOUNT_BITS);
    }

    /** The amount that a token stands for. */
    public static long reserved(long token) {
        return token & MAX_AMOUNT;
    }

    /** When the window of the moment began, on the caller's clock. Renews it if it has ended, or begins the first. */
    public long windowStartNanos(long nowNanos) {
        BudgetWindow window = at(nowNanos);
        return window.before ? renew(window, nowNanos).startNanos : window.startNanos;
    }

    /** What may be used in a window; of an unlimited budget {@link #MAX_LIMIT}. */
    public long limit() {
        return limit;
    }

    /** How long a window lasts. */
    public Duration window() {
        return Duration.ofNanos(windowNanos);
    }

    /** Whether all is permitted. */
    public boolean isUnlimited() {
        return unlimited;
    }

    /** The figures of one moment. Allocates them; reads again while others change them. */
    public BudgetFigures figures(long nowNanos) {
        while (true) {
            BudgetWindow window = at(nowNanos);
            long returned = returnedLate;
            long denials = denied;
            long lates = late;
            long spent = window.spent();
            long used = window.used();
            // All but the last of these only rise: what reads the same before and after was so in between.
            if (used >= 0
                    && spent == window.spent()
                    && lates == late
                    && denials == denied
                    && returned == returnedLate) {
                long charged = LongMath.saturatedAdd(window.carried, used) - returned;
                return new BudgetFigures(
                        unlimited, limit, spent, used - spent, denials, charged, lates, window.startNanos, windowNanos);
            }
            if (used < 0) {
                renew(window, nowNanos);
            }
        }
    }

    static void checkAmount(long amount) {
        checkArgument(amount >= 0, "an amount of %s is negative: settle to less to give back", amount);
    }

    private long deny(long answer) {
        long _ = (long) DENIED.getAndAdd(this, 1L);
        return answer;
    }

    private BudgetWindow at(long nowNanos) {
        BudgetWindow window = current;
        return nowNanos - window.startNanos < windowNanos ? window : renew(window, nowNanos);
    }

    /**
     * The window of the moment, after {@code old} has ended. Whoever ends a window says first where the next one begins and seals it
     * then; anybody who finds it so can finish, and all come to the same window.
     */
    private BudgetWindow renew(BudgetWindow old, long nowNanos) {
        BudgetWindow next;
        if (old.before) {
            old.endAfter(nowNanos - old.startNanos);
            next = old.next(0);
        } else {
            long length = old.endAfter((nowNanos - old.startNanos) / windowNanos * windowNanos);
            long paid = LongMath.saturatedMultiply(length / windowNanos, limit);
            next = old.next(Math.max(0, old.seal() - paid));
        }
        CURRENT.compareAndSet(this, old, next); // lost to a thread that made the same one
        return at(nowNanos);
    }

    private void settleLate(long reserved, long exact, long nowNanos) {
        long _ = (long) LATE.getAndAdd(this, 1L);
        if (exact < reserved) {
            long _ = (long) RETURNED_LATE.getAndAdd(this, reserved - exact);
            return;
        }
        charge(exact - reserved, nowNanos);
    }

    /** The negative of the time until {@code amount} fits: each window pays the limit off what is used. */
    private long answerFull(BudgetWindow window, long used, long amount, long nowNanos) {
        if (limit == 0) {
            return NEVER; // something is owed that nothing will ever pay
        }
        long windows = (LongMath.saturatedAdd(used, amount) - limit - 1) / limit + 1;
        long length = LongMath.saturatedMultiply(windows, windowNanos);
        long gone = Math.max(0, nowNanos - window.startNanos);
        return -Math.max(1, length - gone);
    }
}
