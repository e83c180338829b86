package dev.coresident.api.internal.memory;

import java.util.Map;
import java.util.TreeMap;

/** First fit over the free pieces of the heap, in 64-byte units, neighbours joined. Not thread-safe; O(log pieces) to free. */
final class HeapAllocator {
    static final long NONE = -1;

    private final TreeMap<Long, Long> free = new TreeMap<>();
    private long freeUnits;
    private long highWater;

    HeapAllocator(long units) {
        freeUnits = units;
        if (units > 0) {
            free.put(0L, units);
        }
    }

    /** The first unit of a piece, or {@link #NONE}. */
    long allocate(long units) {
        long at = firstFit(units);
        if (at != NONE) {
            long length = free.getOrDefault(at, 0L);
            free.remove(at);
            if (length > units) {
                free.put(at + units, length - units);
            }
            freeUnits -= units;
            highWater = Math.max(highWater, at + units);
        }
        return at;
    }

    private long firstFit(long units) {
        for (Map.Entry<Long, Long> piece : free.entrySet()) {
            if (piece.getValue() >= units) {
                return piece.getKey();
            }
        }
        return NONE;
    }

    void free(long at, long units) {
        long first = at;
        long length = units;
        Map.Entry<Long, Long> before = free.lowerEntry(at);
        if (before != null && before.getKey() + before.getValue() == at) {
            first = before.getKey();
            length += before.getValue();
        }
        Long after = free.remove(at + units);
        if (after != null) {
            length += after;
        }
        free.put(first, length);
        freeUnits += units;
    }

    long freeUnits() {
        return freeUnits;
    }

    long largestPiece() {
        long largest = 0;
        for (long length : free.values()) {
            largest = Math.max(largest, length);
        }
        return largest;
    }

    /** Units from here on were never handed out and still hold the zeros they were opened with. */
    long highWater() {
        return highWater;
    }
}
