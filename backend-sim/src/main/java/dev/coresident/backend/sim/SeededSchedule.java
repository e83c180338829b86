package dev.coresident.backend.sim;

/** SplitMix64: a counter with a step of the golden ratio, mixed. Written out here so that no JVM can change it. */
final class SeededSchedule implements Schedule {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private long state;

    SeededSchedule(long seed) {
        state = seed;
    }

    @Override
    public int choose(int choices) {
        if (choices < 1) {
            throw new IllegalArgumentException("a schedule chooses among at least 1, got " + choices);
        }
        state += GOLDEN;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        mixed ^= mixed >>> 31;
        return (int) (((mixed >>> 32) * choices) >>> 32);
    }
}
