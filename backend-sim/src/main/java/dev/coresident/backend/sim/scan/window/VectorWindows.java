package dev.coresident.backend.sim.scan.window;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Looks at windows sixteen at a time: their hashes in one vector, and one gathering load for their words of the marks. Windows of up to
 * four bytes, up to four bytes apart, come out of one load, others out of two.
 */
final class VectorWindows implements PlaceSearch {
    /** Vectors that hold fewer windows are no faster than plain Java, which looks at eight. */
    static final int BITS = 512;

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    private static final int LANES = 16;
    private static final int NARROW_STEP = 4;
    private static final long HIGH_HALF = 0xFFFF_FFFF_0000_0000L;
    private static final long EVEN_LANES = 0x5555;

    private final WindowSet windows;
    private final boolean narrow;
    /** Which byte of a load goes where. */
    private final byte[] picked;

    VectorWindows(WindowSet windows) {
        this.windows = windows;
        this.narrow = windows.width <= WindowSet.NARROW && windows.step <= NARROW_STEP;
        int lane = narrow ? Integer.BYTES : Long.BYTES;
        this.picked = new byte[BYTES.length()];
        for (int i = 0; i < picked.length; i++) {
            // A byte that does not count may be any.
            picked[i] = (byte) Math.min(BYTES.length() - 1, i / lane * windows.step + i % lane);
        }
    }

    @Override
    public int step() {
        return windows.step;
    }

    @Override
    public int find(byte[] text, int at, int places, int[] found, int known) {
        return narrow ? findNarrow(text, at, places, found, known) : findWide(text, at, places, found, known);
    }

    private int findNarrow(byte[] text, int from, int places, int[] found, int known) {
        ByteVector pick = ByteVector.fromArray(BYTES, picked, 0);
        int kept = (int) windows.kept;
        int spread = (int) (windows.markFactor >>> WindowSet.HASH_SHIFT);
        int step = windows.step;
        int shift = windows.markShift;
        int[] marks = windows.marks;
        IntVector distances = IntVector.broadcast(INTS, 0).addIndex(step);
        int count = known;
        int at = from;
        for (int left = places; left > 0; left -= LANES, at += LANES * step) {
            IntVector hash = pick.selectFrom(ByteVector.fromArray(BYTES, text, at))
                    .reinterpretAsInts()
                    .and(kept)
                    .mul(spread);
            VectorMask<Integer> hits = hits(hash, marks, shift, found, count);
            // Narrow windows may be found often: without a branch none is mispredicted.
            distances.add(at).compress(hits).intoArray(found, count);
            long those = left < LANES ? hits.toLong() & ((1L << left) - 1) : hits.toLong();
            count += Long.bitCount(those);
        }
        return count;
    }

    private int findWide(byte[] text, int from, int places, int[] found, int known) {
        ByteVector pick = ByteVector.fromArray(BYTES, picked, 0);
        long kept = windows.kept;
        long factor = windows.markFactor;
        int step = windows.step;
        int shift = windows.markShift;
        int[] marks = windows.marks;
        int half = LANES / 2 * step;
        int count = known;
        int at = from;
        for (int left = places; left > 0; left -= LANES, at += 2 * half) {
            IntVector hash = products(pick, text, at, kept, factor)
                    .lanewise(VectorOperators.LSHR, WindowSet.HASH_SHIFT)
                    .or(products(pick, text, at + half, kept, factor).and(HIGH_HALF))
                    .reinterpretAsInts();
            long hits = hits(hash, marks, shift, found, count).toLong();
            if (hits != 0) {
                long inOrder = Long.compress(hits, EVEN_LANES) | (Long.compress(hits, ~EVEN_LANES) << (LANES / 2));
                count = add(inOrder, left, at, step, found, count);
            }
        }
        return count;
    }

    /** The hashes of eight windows, in the high halves of the lanes. */
    private static LongVector products(ByteVector pick, byte[] text, int at, long kept, long factor) {
        return pick.selectFrom(ByteVector.fromArray(BYTES, text, at))
                .reinterpretAsLongs()
                .and(kept)
                .mul(factor);
    }

    /** A bit for each lane whose hash has both its bits in its word. The array lends room behind what it holds. */
    private static VectorMask<Integer> hits(IntVector hash, int[] marks, int shift, int[] found, int count) {
        hash.lanewise(VectorOperators.LSHR, shift).intoArray(found, count);
        IntVector words = IntVector.fromArray(INTS, marks, 0, found, count);
        return words.lanewise(VectorOperators.LSHL, hash)
                .and(words.lanewise(VectorOperators.LSHL, hash.lanewise(VectorOperators.LSHR, WindowSet.SECOND_SHIFT)))
                .test(VectorOperators.IS_NEGATIVE);
    }

    private static int add(long hits, int left, int at, int step, int[] found, int known) {
        int count = known;
        for (long those = left < LANES ? hits & ((1L << left) - 1) : hits; those != 0; those &= those - 1) {
            found[count++] = at + Long.numberOfTrailingZeros(those) * step;
        }
        return count;
    }
}
