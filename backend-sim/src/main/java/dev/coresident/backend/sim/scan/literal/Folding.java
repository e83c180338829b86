package dev.coresident.backend.sim.scan.literal;

/** Upper case letters of ASCII made lower case, eight bytes at a time. */
final class Folding {
    private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
    private static final long HIGH_BITS = ~LOW_BITS;
    private static final long ONES = 0x0101_0101_0101_0101L;

    private Folding() {}

    /** Sums in the low seven bits of each byte carry into the eighth where the byte is from 'A' on, and where it is above 'Z'. */
    static long fold(long bytes) {
        long low = bytes & LOW_BITS;
        long fromA = low + ONES * (0x80 - 'A');
        long aboveZ = low + ONES * (0x7F - 'Z');
        long upper = (fromA ^ aboveZ) & ~bytes & HIGH_BITS;
        return bytes | (upper >>> 2);
    }
}
