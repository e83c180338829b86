package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The bytes that a set does not hold, and where one of them stood last. A few are looked for eight places at a time. Immutable. */
final class OutsideBytes {
    private static final int BYTES = 256;
    private static final int FEW = 4;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    /** Of a set that holds all bytes. */
    static final OutsideBytes NONE = new OutsideBytes();

    private final boolean[] outside = new boolean[BYTES];
    private final int count;
    /** The first {@link #FEW} of them, eight times each; the last one again if there are fewer. */
    private final long[] repeated = new long[FEW];

    private OutsideBytes() {
        this.count = 0;
    }

    /** Of the set that a state is entered with. */
    OutsideBytes(NfaImage image, int state) {
        int found = 0;
        for (int value = 0; value < BYTES; value++) {
            outside[value] = !image.takes(state, image.classOf()[value]);
            if (outside[value]) {
                for (int i = found; i < FEW; i++) {
                    repeated[i] = value * ONES;
                }
                found++;
            }
        }
        this.count = found;
    }

    /** The last place of one of them down from a place and above another; that other one if there is none. */
    int last(byte[] block, int place, int above) {
        if (count == 0) {
            return above;
        }
        int at = place;
        if (count <= FEW) {
            at = count == 1 ? skipOne(block, at, above) : skipFew(block, at, above);
        }
        while (at > above && !outside[block[SegmentWalk.PAD + at] & 0xFF]) {
            at--;
        }
        return at;
    }

    private int skipOne(byte[] block, int place, int above) {
        long one = repeated[0];
        int at = place;
        while (at - 8 >= above && zeros((long) LONGS.get(block, SegmentWalk.PAD - 7 + at) ^ one) == 0) {
            at -= 8;
        }
        return at;
    }

    private int skipFew(byte[] block, int place, int above) {
        long a = repeated[0];
        long b = repeated[1];
        long c = repeated[2];
        long d = repeated[3];
        int at = place;
        while (at - 8 >= above) {
            long eight = (long) LONGS.get(block, SegmentWalk.PAD - 7 + at);
            if ((zeros(eight ^ a) | zeros(eight ^ b) | zeros(eight ^ c) | zeros(eight ^ d)) != 0) {
                return at;
            }
            at -= 8;
        }
        return at;
    }

    /** Not 0 if one of the eight bytes is 0. */
    private static long zeros(long eight) {
        return (eight - ONES) & ~eight & HIGHS;
    }
}
