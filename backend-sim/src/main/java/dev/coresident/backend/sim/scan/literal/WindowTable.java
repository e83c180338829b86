package dev.coresident.backend.sim.scan.literal;

/**
 * Which windows of an input a text may end behind. Every text has, among its last bytes, a window wherever in the input it stands, if
 * windows are {@link #step} bytes apart; the table says by a window's hash how far behind it texts may end. So the ends that a window
 * offers all lie before those that the next one offers. Immutable; any worker.
 *
 * <p>The shortest text bounds width plus step. The more texts, the wider the windows: few are there by chance then, and what is
 * looked up in vain costs more than all else. With a caseless text the bit in which cases differ is left out of all windows.
 */
final class WindowTable {
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final long CASE_BITS = 0x2020_2020_2020_2020L;
    /** A bit of a byte for each distance. */
    static final int MOST_STEPS = 8;

    private static final int FEW_TEXTS = 32;
    private static final int MANY_TEXTS = 500;
    /** Bytes for each window, as a power of two: less than one in a hundred others is taken for one of them. */
    private static final int SPARSE_BITS = 7;

    private static final int FEWEST_BITS = 15;
    private static final int MOST_BITS = 20;
    private static final int TAIL_BITS = 5;

    final int width;
    final int step;
    /** Of each byte the bits that count. */
    final long mask;
    /** Spreads what stands in a window, and drops the bytes behind it. */
    final long factor;

    final int shift;
    /** By the hash of a window: bit j is set if a text may end j bytes behind it. */
    final byte[] distances;
    /** The last bytes of all texts, as many as the shortest has but eight at most: what ends otherwise is not looked up. */
    private final long[] tails;

    private final long tailMask;
    private final int tailShift;

    WindowTable(LiteralImage image) {
        int shortest = Integer.MAX_VALUE;
        for (int text = 0; text < image.texts; text++) {
            shortest = Math.min(shortest, image.length(text));
        }
        this.width = width(shortest, image.texts);
        this.step = Math.min(MOST_STEPS, shortest - width + 1);
        this.mask = image.hasCaseless ? ~CASE_BITS : -1L;
        this.factor = SPREAD << (64 - 8 * width);
        this.shift = 64 - Math.clamp(bits((long) image.texts * step) + SPARSE_BITS, FEWEST_BITS, MOST_BITS);
        this.distances = new byte[1 << (64 - shift)];
        int tailBits = Math.clamp(bits(image.texts) + TAIL_BITS, 6, MOST_BITS);
        this.tails = new long[1 << (tailBits - 6)];
        this.tailMask = (-1L << (64 - 8 * Math.min(8, shortest))) & mask;
        this.tailShift = 64 - tailBits;
        for (int text = 0; text < image.texts; text++) {
            int tail = tail(image.tails[text]);
            tails[tail >>> 6] |= 1L << tail;
        }
        eachWindow(image, (window, distance) -> distances[place(window)] |= (byte) (1 << distance));
    }

    private static int bits(long count) {
        return 64 - Long.numberOfLeadingZeros(count);
    }

    private static int width(int shortest, int texts) {
        if (shortest <= 3) {
            return Math.min(2, shortest);
        }
        if (texts <= FEW_TEXTS && shortest <= 5) {
            return 3;
        }
        return texts <= MANY_TEXTS ? 4 : Math.clamp((shortest + 1) / 2, 4, 8);
    }

    /** Takes a window and how far behind it a text ends. */
    interface WindowSink {
        void window(long window, int distance);
    }

    /** Gives every window of the texts that this was made for, those bits left out that do not count. */
    void eachWindow(LiteralImage image, WindowSink sink) {
        long kept = kept();
        for (int text = 0; text < image.texts; text++) {
            int end = image.bytesAt[text] + image.length(text);
            for (int distance = 0; distance < step; distance++) {
                sink.window(window(image.bytes, end - distance - width) & kept, distance);
            }
        }
    }

    /** Of the eight bytes from a window's first on, the bits that count. */
    long kept() {
        return mask & (-1L >>> (64 - 8 * width));
    }

    /** Eight bytes, zeros for what lies behind the array. */
    private static long window(byte[] bytes, int at) {
        long window = 0;
        for (int i = Math.min(8, bytes.length - at) - 1; i >= 0; i--) {
            window = window << 8 | (bytes[at + i] & 0xFFL);
        }
        return window;
    }

    private int place(long window) {
        return (int) (((window & mask) * factor) >>> shift);
    }

    private int tail(long bytes) {
        long kept = bytes & tailMask;
        return (int) (((kept ^ (kept >>> 32)) * SPREAD) >>> tailShift);
    }

    /**
     * Offers the ends behind a window.
     *
     * @param text what the window is in
     * @param at its first byte
     * @param to the last end
     * @return false if one was refused
     */
    boolean offer(byte[] text, int at, int to, Ends ends) {
        int behind = distances[place((long) LiteralImage.LONG.get(text, at))] & 0xFF;
        for (; behind != 0; behind &= behind - 1) {
            int end = at + width + Integer.numberOfTrailingZeros(behind);
            if (end <= to && mayEnd(text, end) && !ends.take(end)) {
                return false;
            }
        }
        return true;
    }

    private boolean mayEnd(byte[] text, int end) {
        int tail = tail((long) LiteralImage.LONG.get(text, end - 8));
        return ((tails[tail >>> 6] >>> tail) & 1) != 0;
    }
}
