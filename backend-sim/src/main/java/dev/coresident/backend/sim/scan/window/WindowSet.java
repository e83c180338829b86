package dev.coresident.backend.sim.scan.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Windows, some bytes wide, each with a set of up to eight notes. A table has a byte for each hash, so few others are taken for one of
 * them; it is what plain Java searches with, unless they are very many. Vectors search with a smaller one, in which a window is two bits of a word that another hash names (a
 * Bloom filter of one word, after F. Putze, P. Sanders and J. Singler, "Cache-, hash- and space-efficient Bloom filters", 2007).
 *
 * <p>Filled by one thread before it is searched; immutable from then on.
 */
public final class WindowSet {
    /** The greatest distance from one window to the next. */
    public static final int MOST_STEPS = 8;

    /** Eight bytes of an array, the first one in the low bits. */
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    /** Windows up to this width are marked by a hash of 32 bits: sixteen of them in a vector. */
    static final int NARROW = 4;
    /** The hash for marks is the high half of a product. */
    static final int HASH_SHIFT = 32;
    /** The lower five bits of that hash name one bit, as many from here on the other. */
    static final int SECOND_SHIFT = 10;

    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final long SPREAD_AGAIN = 0xC2B2_AE3D_27D4_EB4FL;
    /** So that the high half is the product of 32 bits. */
    private static final long SPREAD_NARROW = 0x9E37_79B1L << HASH_SHIFT;
    /** Bytes for each window, as a power of two: one in a hundred others is taken for one of them, or fewer. */
    private static final int SPARSE_BITS = 7;

    private static final int FEWEST_BITS = 15;
    private static final int MOST_BITS = 20;
    /** With more windows plain Java takes the marks as well: every fourth group of eight has a byte by chance. */
    private static final int MANY = 1 << 15;
    /** Words for each window, as a power of two. */
    private static final int WORD_BITS = 1;

    private static final int FEWEST_WORD_BITS = 11;
    private static final int MOST_WORD_BITS = 18;

    final int width;
    final int step;
    /** Of eight bytes from a window's first on, the bits that count; those behind it are of no matter here. */
    final long mask;
    /** Spreads what stands in a window, and drops the bytes behind it. */
    final long factor;

    final int shift;
    /** By hash. */
    final byte[] notes;

    /** As the mask, without the bytes behind a window. */
    final long kept;

    final long markFactor;
    final int markShift;
    /** Empty if neither vectors nor many windows are searched for. */
    final int[] marks;

    /** So many that plain Java takes the marks. */
    final boolean many;

    private final SearchChoice choice;

    /**
     * None yet.
     *
     * @param width bytes of a window, 1 to 8
     * @param step bytes from one window to the next in an input, 1 to {@link #MOST_STEPS}
     * @param mask of eight bytes the bits that count
     * @param expected how many windows will be added
     * @param choice what they will be searched for with
     */
    public WindowSet(int width, int step, long mask, int expected, SearchChoice choice) {
        if (width < 1 || width > Long.BYTES || step < 1 || step > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "windows are 1 to 8 bytes wide and 1 to " + MOST_STEPS + " bytes apart: " + width + ", " + step);
        }
        this.width = width;
        this.step = step;
        this.mask = mask;
        this.factor = SPREAD << (64 - 8 * width);
        int bits = 32 - Integer.numberOfLeadingZeros(expected);
        this.shift = 64 - Math.clamp(bits + SPARSE_BITS, FEWEST_BITS, MOST_BITS);
        this.notes = new byte[1 << (64 - shift)];
        this.kept = mask & (-1L >>> (64 - 8 * width));
        this.markFactor = width <= NARROW ? SPREAD_NARROW : SPREAD_AGAIN;
        this.markShift = 32 - Math.clamp(bits + WORD_BITS, FEWEST_WORD_BITS, MOST_WORD_BITS);
        this.marks = new int[choice.mayUseVectors() || expected > MANY ? 1 << (32 - markShift) : 0];
        this.many = expected > MANY;
        this.choice = choice;
    }

    /** Adds a window, or notes to one, a bit for each; at least one. */
    public void add(long window, int more) {
        notes[place(window)] |= (byte) more;
        if (marks.length > 0) {
            int hash = (int) (((window & kept) * markFactor) >>> HASH_SHIFT);
            // Shifted left by as much, the bit is the sign.
            marks[hash >>> markShift] |= (Integer.MIN_VALUE >>> hash) | (Integer.MIN_VALUE >>> (hash >>> SECOND_SHIFT));
        }
    }

    private int place(long window) {
        return (int) (((window & mask) * factor) >>> shift);
    }

    /** Bytes of a window. */
    public int width() {
        return width;
    }

    /** Bytes from one window to the next. */
    public int step() {
        return step;
    }

    /** The notes of the window at a place, and seldom some others. */
    public int notes(byte[] text, int at) {
        return notes[place((long) LONG.get(text, at))] & 0xFF;
    }

    /** A search for what was added. */
    public PlaceSearch search() {
        return choice.windows(this);
    }

    /** Bytes of the tables. */
    public long bytes() {
        return notes.length + 4L * marks.length;
    }
}
