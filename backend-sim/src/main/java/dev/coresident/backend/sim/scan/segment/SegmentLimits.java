package dev.coresident.backend.sim.scan.segment;

/**
 * When a worker walks by segments.
 *
 * @param blockBytes bytes that are walked at once
 * @param fewestDepths a slot of fewer bytes than this many times the depth of the segments is left to the automaton
 * @param mostCost cost for each byte of a block from which on segments are not worth it
 * @param restBlocks blocks that the automaton walks after such a block
 */
record SegmentLimits(int blockBytes, int fewestDepths, int mostCost, int restBlocks) {
    private static final int MOST_BYTES = 1 << 24;

    /** 64 KiB; 16 depths; 3 steps a byte; 16 blocks. */
    static final SegmentLimits DEFAULT = new SegmentLimits(1 << 16, 16, 3, 16);

    SegmentLimits {
        if (blockBytes < 1 || blockBytes > MOST_BYTES || fewestDepths < 0 || mostCost < 0 || restBlocks < 0) {
            throw new IllegalArgumentException("blocks are from 1 byte to " + MOST_BYTES + ", the others not negative: "
                    + blockBytes + ", " + fewestDepths + ", " + mostCost + ", " + restBlocks);
        }
    }

    /** A shorter block says little about those to come. */
    int judgedBytes() {
        return Math.min(blockBytes, 4_096);
    }

    long fewestBytes(SegmentImage segments) {
        return (long) fewestDepths * segments.depth();
    }
}
