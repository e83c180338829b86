package dev.coresident.api.dispatch.timer;

import dev.coresident.api.internal.dispatch.DeadlineHeap;
import org.jspecify.annotations.Nullable;

/** One timer: in the heap until it matures, then among the matured of its list until it is taken. Pooled. */
final class Timer<O> extends DeadlineHeap.Entry {
    long id;
    long intervalNanos;
    boolean matured;

    @Nullable
    TimerList<O> list;

    @Nullable
    Timer<O> older;

    @Nullable
    Timer<O> newer;

    @Nullable
    Timer<O> previousMatured;

    @Nullable
    Timer<O> nextMatured;

    SavedTimer save() {
        return new SavedTimer(id, intervalNanos, deadlineNanos(), sequence(), matured);
    }
}
