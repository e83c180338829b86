package dev.coresident.api.internal.pump;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts of times in buckets whose width grows with the time: eight to each power of two, so that a bucket's middle is at most 6 % off.
 * Times up to 64 ns share the lowest bucket, times from 69 s on the highest; nothing is left out.
 *
 * <p>The pump's owner records, in a few nanoseconds and without allocating; any thread reads. The idea of linear steps inside powers of
 * two is that of HdrHistogram by Gil Tene.
 */
final class TimeHistogram {
    private static final int STEP_BITS = 3;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int LOWEST_BITS = 6;
    private static final int OCTAVES = 30;
    /** Buckets. */
    static final int BUCKETS = OCTAVES * STEPS + 1;

    private static final VarHandle COUNTS =
            MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();

    private final long[] counts = new long[BUCKETS];

    /** Counts a time. */
    void record(long nanos) {
        int bucket = bucket(nanos);
        COUNTS.setOpaque(counts, bucket, counts[bucket] + 1);
    }

    /**
     * The middles of the buckets in which shares of the times end. Each bucket is read once.
     *
     * @param perMille shares, ascending
     * @param nanos filled with a time for each share, if anything was recorded
     * @return how many were recorded
     */
    long shares(int[] perMille, long[] nanos) {
        long[] read = new long[BUCKETS];
        long all = 0;
        for (int i = 0; i < BUCKETS; i++) {
            read[i] = (long) COUNTS.getOpaque(counts, i);
            all += read[i];
        }
        long seen = 0;
        int share = 0;
        for (int bucket = 0; bucket < BUCKETS && all > 0; bucket++) {
            seen += read[bucket];
            while (share < perMille.length && seen * 1_000 >= all * perMille[share]) {
                nanos[share++] = middle(bucket);
            }
        }
        return all;
    }

    static int bucket(long nanos) {
        if (nanos < 1L << LOWEST_BITS) {
            return 0;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(nanos);
        int step = (int) (nanos >>> (exponent - STEP_BITS)) & (STEPS - 1);
        return Math.min(BUCKETS - 1, (exponent - LOWEST_BITS) * STEPS + step + 1);
    }

    /** The middle of a bucket. */
    static long middle(int bucket) {
        if (bucket == 0) {
            return 1L << (LOWEST_BITS - 1);
        }
        long width = 1L << ((bucket - 1) / STEPS + LOWEST_BITS - STEP_BITS);
        return width * (STEPS + (bucket - 1) % STEPS) + width / 2;
    }
}
