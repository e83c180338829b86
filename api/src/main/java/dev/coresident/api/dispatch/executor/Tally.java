package dev.coresident.api.dispatch.executor;

import com.google.common.primitives.ImmutableLongArray;
import dev.coresident.api.dispatch.FaultKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The executor's counts: the owner's plain words, and a copy for everybody else that the owner renews under a version at the end of a
 * poll. A reader copies the copy and does so again when the version has moved, so that it sees one moment.
 */
final class Tally {
    static final int TENANTS = 0;
    static final int LIVE = 1;
    static final int QUEUED = 2;
    static final int PARKED = 3;
    static final int TIMERS = 4;
    static final int OPEN_COMMANDS = 5;
    static final int IN_FLIGHT_BYTES = 6;
    static final int ADMITTED = 7;
    static final int CALLS = 8;
    static final int DONE = 9;
    static final int REJECTED = 10;
    static final int HANDLER_FAILURES = 11;
    static final int SINK_FAILURES = 12;
    static final int INBOX_FULL = 13;
    static final int PARKED_FULL = 14;
    static final int LATE = 15;
    static final int DUPLICATE = 16;
    static final int REFUSED_ANSWERS = 17;
    static final int REFUSED_TIMERS = 18;
    static final int SKIPPED_TIMERS = 19;
    static final int REPEATS = 20;
    static final int REFUSED = 21;
    static final int EVENTS = 22;
    static final int REFUSED_EVENTS = 23;
    static final int LARGE_EVENTS = 24;
    static final int FIRST_KIND = 25;
    private static final int COUNT = FIRST_KIND + FaultKind.values().length;

    private static final VarHandle LONGS =
            MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();
    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup()
                    .findVarHandle(Tally.class, "version", long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The owner's. */
    final long[] now = new long[COUNT];

    private final long[] shown = new long[COUNT];

    @SuppressWarnings("unused") // through VERSION
    private long version;

    void rejected(FaultKind kind) {
        now[REJECTED]++;
        now[FIRST_KIND + kind.number() - 1]++;
    }

    /** Shows what is now. The owner. */
    void show() {
        long odd = (long) VERSION.getOpaque(this) + 1;
        VERSION.setOpaque(this, odd);
        VarHandle.storeStoreFence();
        for (int index = 0; index < COUNT; index++) {
            LONGS.setOpaque(shown, index, now[index]);
        }
        VERSION.setRelease(this, odd + 1);
    }

    /** What was shown last. Any thread. */
    ExecutorFigures figures() {
        long[] copy = new long[COUNT];
        long before;
        long after;
        do {
            before = (long) VERSION.getAcquire(this);
            for (int index = 0; index < COUNT; index++) {
                copy[index] = (long) LONGS.getOpaque(shown, index);
            }
            VarHandle.loadLoadFence();
            after = (long) VERSION.getOpaque(this);
        } while (before != after || (before & 1) != 0);
        return new ExecutorFigures(
                copy[TENANTS],
                copy[LIVE],
                copy[QUEUED],
                copy[PARKED],
                copy[TIMERS],
                copy[OPEN_COMMANDS],
                copy[IN_FLIGHT_BYTES],
                copy[ADMITTED],
                copy[CALLS],
                copy[DONE],
                copy[REJECTED],
                ImmutableLongArray.copyOf(copy).subArray(FIRST_KIND, COUNT).trimmed(),
                copy[HANDLER_FAILURES],
                copy[SINK_FAILURES],
                copy[INBOX_FULL],
                copy[PARKED_FULL],
                copy[LATE],
                copy[DUPLICATE],
                copy[REFUSED_ANSWERS],
                copy[REFUSED_TIMERS],
                copy[SKIPPED_TIMERS],
                copy[REPEATS],
                copy[REFUSED],
                copy[EVENTS],
                copy[REFUSED_EVENTS] + copy[LARGE_EVENTS]);
    }
}
