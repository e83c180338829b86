package dev.coresident.backend.sim.scan.literal;

import dev.coresident.backend.sim.scan.window.SearchChoice;
import dev.coresident.backend.sim.scan.window.WindowSet;

/**
 * Which windows of an input a text may end behind. Every text has, among its last bytes, a window wherever in the input it stands; its
 * notes say how far behind it texts may end. So the ends that a window offers all lie
 * before those that the next one offers. Immutable; any worker. With a caseless text the bit in which cases differ is left out of all windows.
 */
final class WindowTable {
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final long CASE_BITS = 0x2020_2020_2020_2020L;

    /** Bits for each text's tail, as a power of two. */
    private static final int TAIL_BITS = 5;

    private static final int MOST_TAIL_BITS = 20;

    final WindowShape shape;
    /** With note j if a text may end j bytes behind a window. */
    final WindowSet windows;
    /** The last bytes of all texts, as many as the shortest has but eight at most: what ends otherwise is not looked up. */
    private final long[] tails;

    private final long tailMask;
    private final int tailShift;

    WindowTable(LiteralImage image, SearchChoice choice) {
        this.shape = WindowShape.of(image);
        long counts = image.hasCaseless ? ~CASE_BITS : -1L;
        this.windows = new WindowSet(shape.width(), shape.step(), counts, shape.windows(), choice);
        int tailBits = Math.clamp(bits(image.texts) + TAIL_BITS, 6, MOST_TAIL_BITS);
        this.tails = new long[1 << (tailBits - 6)];
        this.tailShift = 64 - tailBits;
        int shortest = Long.BYTES;
        for (int text = 0; text < image.texts; text++) {
            shortest = Math.min(shortest, image.length(text));
        }
        this.tailMask = (-1L << (64 - 8 * shortest)) & counts;
        for (int text = 0; text < image.texts; text++) {
            int tail = tail(image.tails[text]);
            tails[tail >>> 6] |= 1L << tail;
            addWindows(image, text);
        }
    }

    private static int bits(int count) {
        return 32 - Integer.numberOfLeadingZeros(count);
    }

    private void addWindows(LiteralImage image, int text) {
        int end = image.bytesAt[text] + image.length(text);
        for (int distance = 0; distance < shape.step(); distance++) {
            int length = Math.min(shape.width(), image.length(text) - distance);
            long known = bytes(image.bytes, end - distance - length, length);
            if (length == shape.width()) {
                windows.add(known, 1 << distance);
            } else {
                for (int first = 0; first < WindowShape.BYTES; first++) {
                    windows.add(known << 8 | first, 1 << distance);
                }
            }
        }
    }

    private static long bytes(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xFFL);
        }
        return value;
    }

    private int tail(long bytes) {
        long kept = bytes & tailMask;
        return (int) (((kept ^ (kept >>> 32)) * SPREAD) >>> tailShift);
    }

    /**
     * Sets a bit for each place where a text may end behind windows.
     *
     * @param text what the windows are in
     * @param found their first bytes, ascending
     * @param count how many
     * @param first the place of the first bit
     * @param bits none set
     * @return words that may have one
     */
    int mark(byte[] text, int[] found, int count, int first, long[] bits) {
        int to = shape.width() - first;
        for (int i = 0; i < count; i++) {
            int at = found[i];
            long behind = windows.notes(text, at);
            int bit = at + to;
            bits[bit >>> 6] |= behind << bit;
            bits[(bit >>> 6) + 1] |= behind >>> 1 >>> ~bit;
        }
        return ((found[count - 1] + to) >>> 6) + 2;
    }

    /** True unless no text ends like that. */
    boolean mayEnd(byte[] text, int end) {
        int tail = tail((long) LiteralImage.LONG.get(text, end - 8));
        return ((tails[tail >>> 6] >>> tail) & 1) != 0;
    }
}
