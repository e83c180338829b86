package dev.coresident.simulation.world;

/** SplitMix64 (Steele, Lea and Flood, 2014), written out so that a seed means the same on every JVM. */
final class Entropy {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    Entropy(long seed) {
        state = seed;
    }

    /** Begins anew, for part {@code index} of what a seed decides. */
    void begin(long seed, long index) {
        state = mixed(seed + GOLDEN * (2 * index + 1));
    }

    long next() {
        state += GOLDEN;
        return mixed(state);
    }

    /** 0 to {@code choices - 1}. */
    int below(int choices) {
        return (int) (((next() >>> 32) * choices) >>> 32);
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return below(times) == 0;
    }

    static long mixed(long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
