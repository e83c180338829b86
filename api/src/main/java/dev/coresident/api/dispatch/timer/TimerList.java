package dev.coresident.api.dispatch.timer;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The timers of one owner, in the order in which they were armed, and those of them that matured and were not yet taken. One thread's. */
public final class TimerList<O> {
    private final O owner;

    @Nullable
    Timer<O> newest;

    @Nullable
    Timer<O> firstMatured;

    @Nullable
    Timer<O> lastMatured;

    /** Empty. */
    public TimerList(O owner) {
        this.owner = owner;
    }

    /** Whose they are. */
    public O owner() {
        return owner;
    }

    /** True if one matured and was not yet taken. */
    public boolean hasMatured() {
        return firstMatured != null;
    }

    /** True if there is none. */
    public boolean isEmpty() {
        return newest == null;
    }

    /** What they are: the matured ones first, as they matured, then those that are armed, as they were armed. */
    public ImmutableList<SavedTimer> save() {
        ImmutableList.Builder<SavedTimer> saved = ImmutableList.builder();
        for (Timer<O> timer = firstMatured; timer != null; timer = timer.nextMatured) {
            saved.add(timer.save());
        }
        ArrayList<SavedTimer> armed = new ArrayList<>();
        for (Timer<O> timer = newest; timer != null; timer = timer.older) {
            if (!timer.matured) {
                armed.add(timer.save());
            }
        }
        armed.sort(Comparator.comparingLong(SavedTimer::sequence));
        return saved.addAll(armed).build();
    }

    void add(Timer<O> timer) {
        timer.older = newest;
        if (newest != null) {
            newest.newer = timer;
        }
        newest = timer;
    }

    void remove(Timer<O> timer) {
        if (timer.newer == null) {
            newest = timer.older;
        } else {
            timer.newer.older = timer.older;
        }
        if (timer.older != null) {
            timer.older.newer = timer.newer;
        }
        timer.older = null;
        timer.newer = null;
        if (timer.matured) {
            removeMatured(timer);
        }
    }

    void addMatured(Timer<O> timer) {
        timer.matured = true;
        timer.previousMatured = lastMatured;
        if (lastMatured == null) {
            firstMatured = timer;
        } else {
            lastMatured.nextMatured = timer;
        }
        lastMatured = timer;
    }

    void removeMatured(Timer<O> timer) {
        if (timer.previousMatured == null) {
            firstMatured = timer.nextMatured;
        } else {
            timer.previousMatured.nextMatured = timer.nextMatured;
        }
        if (timer.nextMatured == null) {
            lastMatured = timer.previousMatured;
        } else {
            timer.nextMatured.previousMatured = timer.previousMatured;
        }
        timer.nextMatured = null;
        timer.previousMatured = null;
        timer.matured = false;
    }
}
