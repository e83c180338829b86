package dev.coresident.api.internal.pump;

import dev.coresident.api.policy.Backoff;
import dev.coresident.api.policy.KernelTime;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who runs the pump: one thread at a time, whichever finds it free. Any thread. */
final class Ownership {
    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup()
                    .findVarHandle(Ownership.class, "owner", Thread.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // through OWNER
    private volatile @Nullable Thread owner;

    /** Takes it if it is free. */
    boolean tryTake() {
        return owner == null && OWNER.compareAndSet(this, (Thread) null, Thread.currentThread());
    }

    /** Waits for it; false if it was not given back within the limit. */
    boolean take(Duration limit, KernelTime time) {
        long begin = time.nanoTime();
        long limitNanos = Backoff.nanos(limit);
        for (long poll = 0; !OWNER.compareAndSet(this, (Thread) null, Thread.currentThread()); poll++) {
            if (time.nanoTime() - begin >= limitNanos) {
                return false;
            }
            time.pause(poll);
        }
        return true;
    }

    /** Gives it back; what was done with it is seen by whoever takes it next. */
    void giveBack() {
        OWNER.setRelease(this, (Thread) null);
    }

    /** True if the calling thread has it. */
    boolean isMine() {
        return Thread.currentThread().equals(owner);
    }
}
