package dev.coresident.ledger.reconcile;

import com.google.common.collect.ImmutableSortedMap;
import java.util.TreeMap;

/**
 * What was found by counting the memory itself.
 *
 * @param allocatedBytes all that is allocated
 * @param heldBytes what of it somebody holds, by principal in the upper and generation in the lower half of the key
 */
public record Inventory(long allocatedBytes, ImmutableSortedMap<Long, Long> heldBytes) {
    /** Counts what is found, piece by piece. Not thread-safe. */
    public static final class Count {
        private final TreeMap<Long, Long> held = new TreeMap<>();
        private long allocatedBytes;

        /** A count of nothing yet. */
        public Count() {}

        /** So much is allocated, beside what was counted before. */
        public Count allocated(long bytes) {
            allocatedBytes += bytes;
            return this;
        }

        /** So much of it is held by one generation of a principal, beside what was counted before. */
        public Count held(int principal, int generation, long bytes) {
            held.merge(key(principal, generation), bytes, Long::sum);
            return this;
        }

        /** What was counted. */
        public Inventory total() {
            return new Inventory(allocatedBytes, ImmutableSortedMap.copyOf(held));
        }
    }

    static long key(int principal, int generation) {
        return (long) principal << Integer.SIZE | Integer.toUnsignedLong(generation);
    }
}
