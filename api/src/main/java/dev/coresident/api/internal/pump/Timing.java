package dev.coresident.api.internal.pump;

/** Which slots are timed. */
final class Timing {
    /** One in so many. */
    static final int ONE_IN = 8;

    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(ONE_IN);

    /** 2^64 divided by the golden ratio: neighbours land far apart, and no period of the caller's meets one of this. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private Timing() {}

    /** True if the slot of a queue position is timed. The position alone decides, so that who writes and who ends it agree. */
    static boolean isTimed(long position) {
        return (position * SPREAD) >>> SHIFT == 0;
    }
}
