package dev.coresident.api.internal.pump;

import dev.coresident.api.policy.Refusal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Whether a tenant may submit, and if not, why: open, suspended for a while, or shut for good. Any thread. */
final class Gate {
    private static final Refusal[] REFUSALS = Refusal.values();
    private static final int OPEN = -1;
    private static final int SUSPENDED = Refusal.SUSPENDED.number();
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup()
                    .findVarHandle(Gate.class, "state", int.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // through STATE
    private int state = OPEN;

    /** Shuts it for good, unless that was done already. True if this call did. */
    boolean shut(Refusal reason) {
        for (; ; ) {
            int before = (int) STATE.getVolatile(this);
            if (before != OPEN && before != SUSPENDED) {
                return false;
            }
            if (STATE.compareAndSet(this, before, reason.number())) {
                return true;
            }
        }
    }

    boolean suspend() {
        return STATE.compareAndSet(this, OPEN, SUSPENDED);
    }

    boolean resume() {
        return STATE.compareAndSet(this, SUSPENDED, OPEN);
    }

    boolean isSuspended() {
        return (int) STATE.getAcquire(this) == SUSPENDED;
    }

    /** Why nothing is accepted, or null; ordered with all else that is volatile. */
    @Nullable
    Refusal shutReason() {
        return reason((int) STATE.getVolatile(this));
    }

    /** The same, for those who look again before it matters. */
    @Nullable
    Refusal glance() {
        return reason((int) STATE.getAcquire(this));
    }

    private static @Nullable Refusal reason(int state) {
        return state == OPEN ? null : REFUSALS[state];
    }

    /** True until it is shut for good. */
    boolean isOpen() {
        int now = (int) STATE.getAcquire(this);
        return now == OPEN || now == SUSPENDED;
    }
}
