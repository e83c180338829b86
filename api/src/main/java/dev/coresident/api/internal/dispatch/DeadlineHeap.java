package dev.coresident.api.internal.dispatch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap in the order of (deadline, sequence). Each entry knows its place, so that one in the middle is removed in O(log n). Since
 * no two entries have the same sequence, the order in which they come out does not depend on the order in which they went in. One
 * thread's.
 */
public final class DeadlineHeap<E extends DeadlineHeap.Entry> {
    private static final int NOWHERE = -1;

    private @Nullable Entry[] entries = new Entry[64];
    private int size;

    /** Empty. */
    public DeadlineHeap() {}

    /** What can stand in one heap at a time. */
    public abstract static class Entry {
        private long deadlineNanos;
        private long sequence;
        private int place = NOWHERE;

        /** For what stands in heaps. */
        protected Entry() {}

        /** The moment at which it is due. */
        public final long deadlineNanos() {
            return deadlineNanos;
        }

        /** What breaks ties. */
        public final long sequence() {
            return sequence;
        }

        /** True while it stands in a heap. */
        public final boolean isScheduled() {
            return place != NOWHERE;
        }
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The deadline of the first, or {@link Long#MAX_VALUE}. */
    public long firstDeadlineNanos() {
        Entry first = entries[0];
        return first == null ? Long.MAX_VALUE : first.deadlineNanos;
    }

    /** The first. */
    @SuppressWarnings("unchecked") // only schedule writes
    public @Nullable E first() {
        return (E) entries[0];
    }

    /** Puts one in, or moves it when it is in. */
    public void schedule(E entry, long deadlineNanos, long sequence) {
        remove(entry);
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
        }
        Entry added = entry;
        added.deadlineNanos = deadlineNanos;
        added.sequence = sequence;
        rise(added, size++);
    }

    /** Takes one out if it is in. */
    public void remove(E entry) {
        Entry removed = entry;
        int place = removed.place;
        if (place == NOWHERE) {
            return;
        }
        removed.place = NOWHERE;
        Entry last = at(--size);
        entries[size] = null;
        if (place != size) {
            sink(last, place);
            if (last.place == place) {
                rise(last, place);
            }
        }
    }

    private Entry at(int place) {
        Entry entry = entries[place];
        if (entry == null) {
            throw new AssertionError("a heap of " + size + " has no entry at " + place);
        }
        return entry;
    }

    private void rise(Entry entry, int from) {
        int place = from;
        while (place > 0) {
            Entry parent = at((place - 1) >>> 1);
            if (!isBefore(entry, parent)) {
                break;
            }
            set(place, parent);
            place = (place - 1) >>> 1;
        }
        set(place, entry);
    }

    private void sink(Entry entry, int from) {
        int place = from;
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && isBefore(at(child + 1), at(child))) {
                child++;
            }
            if (!isBefore(at(child), entry)) {
                break;
            }
            set(place, at(child));
            place = child;
        }
        set(place, entry);
    }

    private void set(int place, Entry entry) {
        entries[place] = entry;
        entry.place = place;
    }

    private static boolean isBefore(Entry one, Entry other) {
        return one.deadlineNanos != other.deadlineNanos
                ? one.deadlineNanos < other.deadlineNanos
                : one.sequence < other.sequence;
    }
}
