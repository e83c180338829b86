package dev.coresident.backend.sim.weak;

import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What one worker stored and nobody else sees yet, oldest first. A store may drain before older ones to other addresses; a release
 * store drains only as the oldest.
 */
final class StoreBuffer {
    /** Stores that a worker may hold back. */
    static final int CAPACITY = 32;

    private final @Nullable MemorySegment[] regions = new MemorySegment[CAPACITY];
    private final long[] offsets = new long[CAPACITY];
    private final long[] values = new long[CAPACITY];
    private final boolean[] pairs = new boolean[CAPACITY];
    private final boolean[] releases = new boolean[CAPACITY];
    private int size;

    int size() {
        return size;
    }

    void add(MemorySegment region, long offset, long value, boolean pair, boolean release) {
        regions[size] = region;
        offsets[size] = offset;
        values[size] = value;
        pairs[size] = pair;
        releases[size++] = release;
    }

    /** The newest store that holds a word, or -1. */
    int find(MemorySegment region, long offset) {
        for (int i = size - 1; i >= 0; i--) {
            if (RegionNumbers.isSame(regions[i], region)
                    && (offsets[i] == offset || (pairs[i] && offsets[i] + 4 == offset))) {
                return i;
            }
        }
        return -1;
    }

    /** The word at an offset of a store that {@link #find} gave. */
    int word(int store, long offset) {
        return (int) (offset == offsets[store] ? values[store] : values[store] >>> 32);
    }

    MemorySegment region(int store) {
        MemorySegment region = regions[store];
        if (region == null) {
            throw new IndexOutOfBoundsException("no store " + store);
        }
        return region;
    }

    long offset(int store) {
        return offsets[store];
    }

    long value(int store) {
        return values[store];
    }

    boolean isPair(int store) {
        return pairs[store];
    }

    /** How many stores may drain next. */
    int candidates() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += mayDrain(i) ? 1 : 0;
        }
        return count;
    }

    /** The store of a number below {@link #candidates}. */
    int candidate(int number) {
        int left = number;
        for (int i = 0; i < size; i++) {
            if (mayDrain(i) && left-- == 0) {
                return i;
            }
        }
        throw new IndexOutOfBoundsException("no candidate " + number);
    }

    private boolean mayDrain(int store) {
        if (releases[store] && store > 0) {
            return false;
        }
        for (int older = 0; older < store; older++) {
            if (RegionNumbers.isSame(regions[older], region(store))
                    && offsets[older] < offsets[store] + bytes(store)
                    && offsets[store] < offsets[older] + bytes(older)) {
                return false;
            }
        }
        return true;
    }

    private long bytes(int store) {
        return pairs[store] ? 8 : 4;
    }

    /** Writes a store to memory and forgets it. */
    void drain(int store) {
        if (pairs[store]) {
            Words.setPairRelease(region(store), offsets[store], values[store]);
        } else {
            Words.setRelease(region(store), offsets[store], (int) values[store]);
        }
        int behind = size - store - 1;
        System.arraycopy(regions, store + 1, regions, store, behind);
        System.arraycopy(offsets, store + 1, offsets, store, behind);
        System.arraycopy(values, store + 1, values, store, behind);
        System.arraycopy(pairs, store + 1, pairs, store, behind);
        System.arraycopy(releases, store + 1, releases, store, behind);
        size--;
    }

    void hash(StateHash into, RegionNumbers numbers) {
        into.add(size);
        for (int i = 0; i < size; i++) {
            into.add(numbers.of(region(i)));
            into.add(offsets[i]);
            into.add(values[i]);
            into.add((pairs[i] ? 1 : 0) | (releases[i] ? 2 : 0));
        }
    }
}
