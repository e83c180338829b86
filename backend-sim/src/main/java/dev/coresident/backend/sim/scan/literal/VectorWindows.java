package dev.coresident.backend.sim.scan.literal;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Looks at the windows of an input sixteen at a time: their hashes in one vector, and one gathering load for what the table says of
 * them. A window is taken for one of the texts' where both bits are set that its hash names in a word that its hash names. Windows of
 * up to four bytes, up to four bytes apart, come out of one load, others out of two.
 */
final class VectorWindows implements CandidateFilter {
    /** Vectors that hold fewer windows are no faster than plain Java, which looks at eight. */
    static final int BITS = 512;

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    private static final int LANES = 16;
    private static final int NARROW_WIDTH = 4;
    private static final int NARROW_STEP = 4;
    private static final int SPREAD_LOW = 0x9E37_79B1;
    private static final int SPREAD_HIGH = 0x85EB_CA77;
    private static final long LOW_HALF = 0xFFFF_FFFFL;
    private static final long EVEN_LANES = 0x5555;
    /** Words for each window, as a power of two. */
    private static final int SPARSE_BITS = 2;

    private static final int FEWEST_BITS = 11;
    private static final int MOST_BITS = 18;

    private final WindowTable table;
    private final boolean narrow;
    /** Which byte of a load goes where. */
    private final byte[] picked;

    private final int[] marks;
    private final int shift;

    VectorWindows(LiteralImage image, WindowTable table) {
        this.table = table;
        this.narrow = table.width <= NARROW_WIDTH && table.step <= NARROW_STEP;
        int lane = narrow ? Integer.BYTES : Long.BYTES;
        this.picked = new byte[BYTES.length()];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = (byte) (i / lane * table.step + i % lane);
        }
        int bits = 32 - Integer.numberOfLeadingZeros(image.texts * table.step);
        this.shift = 32 - Math.clamp(bits + SPARSE_BITS, FEWEST_BITS, MOST_BITS);
        this.marks = new int[1 << (32 - shift)];
        table.eachWindow(image, (window, _) -> mark(window));
    }

    private void mark(long window) {
        int hash = (int) window * SPREAD_LOW + (narrow ? 0 : (int) (window >>> 32) * SPREAD_HIGH);
        // Shifted left by as much, the bit is the sign.
        marks[hash >>> shift] |= (Integer.MIN_VALUE >>> hash) | (Integer.MIN_VALUE >>> (hash >>> 5));
    }

    @Override
    public boolean scan(byte[] text, int from, int to, Ends ends) {
        return narrow ? scanNarrow(text, from, to, ends) : scanWide(text, from, to, ends);
    }

    private boolean scanNarrow(byte[] text, int from, int to, Ends ends) {
        int[] lanes = ends.lanes;
        ByteVector pick = ByteVector.fromArray(BYTES, picked, 0);
        int kept = (int) table.kept();
        int step = table.step;
        int last = to - table.width;
        for (int at = from + 1 - table.width; at <= last; at += LANES * step) {
            IntVector hash = pick.selectFrom(ByteVector.fromArray(BYTES, text, at))
                    .reinterpretAsInts()
                    .and(kept)
                    .mul(SPREAD_LOW);
            long hits = hits(hash, lanes);
            if (hits != 0 && !offer(text, at, hits, to, ends)) {
                return false;
            }
        }
        return true;
    }

    private boolean scanWide(byte[] text, int from, int to, Ends ends) {
        int[] lanes = ends.lanes;
        ByteVector pick = ByteVector.fromArray(BYTES, picked, 0);
        long kept = table.kept();
        IntVector spread = LongVector.broadcast(
                        LongVector.SPECIES_512, ((long) SPREAD_HIGH << 32) | (SPREAD_LOW & LOW_HALF))
                .reinterpretAsInts();
        int step = table.step;
        int half = LANES / 2 * step;
        int last = to - table.width;
        for (int at = from + 1 - table.width; at <= last; at += 2 * half) {
            LongVector first = sums(pick, text, at, kept, spread);
            LongVector second = sums(pick, text, at + half, kept, spread);
            IntVector hash = first.and(LOW_HALF)
                    .or(second.lanewise(VectorOperators.LSHL, 32))
                    .reinterpretAsInts();
            long hits = hits(hash, lanes);
            if (hits != 0) {
                long inOrder = Long.compress(hits, EVEN_LANES) | (Long.compress(hits, ~EVEN_LANES) << (LANES / 2));
                if (!offer(text, at, inOrder, to, ends)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The hashes of eight windows, in the low halves of the lanes. */
    private static LongVector sums(ByteVector pick, byte[] text, int at, long kept, IntVector spread) {
        LongVector products = pick.selectFrom(ByteVector.fromArray(BYTES, text, at))
                .reinterpretAsLongs()
                .and(kept)
                .reinterpretAsInts()
                .mul(spread)
                .reinterpretAsLongs();
        return products.add(products.lanewise(VectorOperators.LSHR, 32));
    }

    /** A bit for each lane whose hash has both its bits in its word. */
    private long hits(IntVector hash, int[] lanes) {
        hash.lanewise(VectorOperators.LSHR, shift).intoArray(lanes, 0);
        IntVector words = IntVector.fromArray(INTS, marks, 0, lanes, 0);
        return words.lanewise(VectorOperators.LSHL, hash)
                .and(words.lanewise(VectorOperators.LSHL, hash.lanewise(VectorOperators.LSHR, 5)))
                .test(VectorOperators.IS_NEGATIVE)
                .toLong();
    }

    private boolean offer(byte[] text, int at, long hits, int to, Ends ends) {
        for (long left = hits; left != 0; left &= left - 1) {
            if (!table.offer(text, at + Long.numberOfTrailingZeros(left) * table.step, to, ends)) {
                return false;
            }
        }
        return true;
    }
}
