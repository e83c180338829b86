package dev.coresident.api.dispatch.timer;

import com.google.common.collect.ImmutableList;
import com.google.common.math.LongMath;
import dev.coresident.api.internal.dispatch.DeadlineHeap;
import dev.coresident.api.internal.dispatch.LongTable;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All timers of an executor: a heap in the order of (deadline, sequence), bounded. It has no clock: its caller says what time it is. One
 * thread's; nothing is allocated once as many timers have been armed at one time as ever will be.
 */
public final class TimerTable<O> {
    private final int bound;
    private final DeadlineHeap<Timer<O>> heap = new DeadlineHeap<>();
    private final LongTable<Timer<O>> byId = new LongTable<>();
    private final ArrayDeque<Timer<O>> free = new ArrayDeque<>();
    private long lastSequence;
    private long refused;
    private long skipped;

    /**
     * Empty.
     *
     * @param bound how many timers there may be, those that matured and were not taken included
     */
    public TimerTable(int bound) {
        this.bound = bound;
    }

    /**
     * Arms a timer.
     *
     * @param intervalNanos 0 for one that matures once
     * @return its id, or 0 when there are as many as there may be
     */
    public long arm(TimerList<O> list, long deadlineNanos, long intervalNanos) {
        if (byId.size() == bound) {
            refused++;
            return 0;
        }
        long id = ++lastSequence;
        Timer<O> timer = attach(list, id, intervalNanos);
        heap.schedule(timer, deadlineNanos, id);
        return id;
    }

    /** Cancels a timer of this list. */
    public boolean cancel(TimerList<O> list, long id) {
        Timer<O> timer = byId.get(id);
        if (timer == null || timer.list != list) {
            return false;
        }
        detach(timer);
        return true;
    }

    /** Cancels all of a list. */
    public void cancelAll(TimerList<O> list) {
        for (Timer<O> timer = list.newest; timer != null; timer = list.newest) {
            detach(timer);
        }
    }

    /** The list of the next timer that is due, which from now on has it among its matured; null if none is due. */
    public @Nullable TimerList<O> mature(long nowNanos) {
        Timer<O> timer = heap.first();
        if (timer == null || timer.deadlineNanos() > nowNanos) {
            return null;
        }
        heap.remove(timer);
        TimerList<O> list = Objects.requireNonNull(timer.list);
        list.addMatured(timer);
        return list;
    }

    /** Takes the first that matured: it is gone, or armed anew when it has an interval. Gives its id, or 0 if there is none. */
    public long take(TimerList<O> list, long nowNanos) {
        Timer<O> timer = list.firstMatured;
        if (timer == null) {
            return 0;
        }
        long id = timer.id;
        if (timer.intervalNanos == 0) {
            detach(timer);
            return id;
        }
        list.removeMatured(timer);
        long late = Math.max(0, nowNanos - timer.deadlineNanos()) / timer.intervalNanos;
        skipped += late;
        long next = LongMath.saturatedAdd(timer.deadlineNanos() + late * timer.intervalNanos, timer.intervalNanos);
        heap.schedule(timer, next, ++lastSequence);
        return id;
    }

    /** When the next one matures, or {@link Long#MAX_VALUE}. */
    public long nextDeadlineNanos() {
        return heap.firstDeadlineNanos();
    }

    /** How many there are. */
    public int size() {
        return byId.size();
    }

    /** How many may be. */
    public int bound() {
        return bound;
    }

    /** How often the bound was hit. */
    public long refused() {
        return refused;
    }

    /** Deadlines of interval timers that passed before anybody looked, and were left out. */
    public long skipped() {
        return skipped;
    }

    /** The last number that was given to a timer. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Goes on where another table was. */
    public void restore(long sequence, long refusedSoFar, long skippedSoFar) {
        lastSequence = sequence;
        refused = refusedSoFar;
        skipped = skippedSoFar;
    }

    /** Arms what {@link TimerList#save} gave, with the ids, deadlines and sequences that it had. */
    public void restore(TimerList<O> list, ImmutableList<SavedTimer> saved) {
        for (SavedTimer one : saved) {
            Timer<O> timer = attach(list, one.timerId(), one.intervalNanos());
            heap.schedule(timer, one.deadlineNanos(), one.sequence());
            if (one.matured()) {
                heap.remove(timer);
                list.addMatured(timer);
            }
        }
    }

    private Timer<O> attach(TimerList<O> list, long id, long intervalNanos) {
        Timer<O> timer = free.pollLast();
        if (timer == null) {
            timer = new Timer<>();
        }
        timer.id = id;
        timer.intervalNanos = intervalNanos;
        timer.list = list;
        list.add(timer);
        byId.put(id, timer);
        return timer;
    }

    private void detach(Timer<O> timer) {
        heap.remove(timer);
        byId.remove(timer.id);
        Objects.requireNonNull(timer.list).remove(timer);
        timer.list = null;
        free.addLast(timer);
    }
}
