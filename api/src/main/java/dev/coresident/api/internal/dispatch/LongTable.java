package dev.coresident.api.internal.dispatch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values by a 64-bit key: open addressing with linear probing, and removal that moves what follows back, so that there are no tombstones.
 * One thread's. Nothing is allocated but when it grows. It is never walked: its order is that of hashes.
 */
public final class LongTable<V> {
    private static final int LEAST = 16;

    private long[] keys = new long[LEAST];
    private @Nullable Object[] values = new Object[LEAST];
    private int size;

    /** Empty. */
    public LongTable() {}

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The value of a key. */
    @SuppressWarnings("unchecked") // only put writes
    public @Nullable V get(long key) {
        return (V) values[placeOf(key)];
    }

    /** Sets the value of a key. */
    public void put(long key, V value) {
        int place = placeOf(key);
        if (values[place] == null) {
            if ((size + 1) * 3 > keys.length * 2) {
                grow();
                place = placeOf(key);
            }
            size++;
        }
        keys[place] = key;
        values[place] = value;
    }

    /** Removes a key and gives what it had. */
    @SuppressWarnings("unchecked") // only put writes
    public @Nullable V remove(long key) {
        int hole = placeOf(key);
        Object old = values[hole];
        if (old == null) {
            return null;
        }
        size--;
        int mask = keys.length - 1;
        for (int next = (hole + 1) & mask; values[next] != null; next = (next + 1) & mask) {
            int home = homeOf(keys[next]);
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                keys[hole] = keys[next];
                values[hole] = values[next];
                hole = next;
            }
        }
        values[hole] = null;
        return (V) old;
    }

    /** Empties it. */
    public void clear() {
        Arrays.fill(values, null);
        size = 0;
    }

    private int placeOf(long key) {
        int mask = keys.length - 1;
        int place = homeOf(key);
        while (values[place] != null && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private int homeOf(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L; // Fibonacci hashing: 2^64 over the golden ratio
        return (int) (mixed >>> (Long.SIZE - Integer.numberOfTrailingZeros(keys.length)));
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new Object[keys.length];
        for (int place = 0; place < oldKeys.length; place++) {
            if (oldValues[place] != null) {
                int target = placeOf(oldKeys[place]);
                keys[target] = oldKeys[place];
                values[target] = oldValues[place];
            }
        }
    }
}
