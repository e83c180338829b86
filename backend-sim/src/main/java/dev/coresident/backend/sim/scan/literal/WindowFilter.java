package dev.coresident.backend.sim.scan.literal;

/**
 * Looks at windows of the input, every few bytes, eight at a time. Every text has, among its last bytes, a window wherever in the
 * input it stands; the windows of all texts are in a bit table, and a second table says how far behind a window its texts end. So the
 * ends that a window offers all lie before those that the next one offers.
 *
 * <p>The shortest text bounds width plus step. Few texts: windows of 3 bytes far apart; many: of up to 8, so that few are there by chance.
 * With a caseless text the bit in which cases differ is left out of all windows.
 */
final class WindowFilter implements CandidateFilter {
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final long SPREAD_AGAIN = 0xD6E8_FEB8_6659_FD93L;
    private static final long CASE_BITS = 0x2020_2020_2020_2020L;
    private static final int MOST_STEPS = 32;
    private static final int FEW_TEXTS = 32;
    private static final int MANY_TEXTS = 500;
    /** Bits for each window in the table: about 3 % of all windows are in it by chance. */
    private static final int SPARSE_BITS = 5;

    private static final int FEWEST_BITS = 14;
    private static final int MOST_BITS = 23;

    private final int width;
    private final int step;
    /** The bytes of a window, and of these the bits that count. */
    private final long mask;

    private final int shift;
    private final int againShift;
    private final long[] present;
    /** By another hash of the window: bit j is set if a text may end j bytes behind it. */
    private final int[] distances;
    /** The last bytes of all texts, as many as the shortest has but eight at most: what ends otherwise is not looked up. */
    private final long[] tails;

    private final long tailMask;
    private final int tailShift;

    WindowFilter(LiteralImage image) {
        int shortest = Integer.MAX_VALUE;
        for (int text = 0; text < image.texts; text++) {
            shortest = Math.min(shortest, image.length(text));
        }
        this.width = width(shortest, image.texts);
        this.step = Math.min(MOST_STEPS, shortest - width + 1);
        this.mask = (-1L >>> (64 - 8 * width)) & (image.hasCaseless ? ~CASE_BITS : -1L);
        int bits = 32 - Integer.numberOfLeadingZeros(Math.clamp((long) image.texts * step, 1, 1 << 28));
        int presentBits = Math.clamp(bits + SPARSE_BITS, FEWEST_BITS, MOST_BITS);
        this.shift = 64 - presentBits;
        this.againShift = 64 - Math.clamp(bits + 2, FEWEST_BITS - 3, MOST_BITS - 3);
        this.present = new long[1 << (presentBits - 6)];
        this.distances = new int[1 << (64 - againShift)];
        int tailBits = Math.clamp(32L - Integer.numberOfLeadingZeros(image.texts) + SPARSE_BITS, 6, MOST_BITS);
        this.tails = new long[1 << (tailBits - 6)];
        this.tailMask = (-1L << (64 - 8 * Math.min(8, shortest))) & (image.hasCaseless ? ~CASE_BITS : -1L);
        this.tailShift = 64 - tailBits;
        for (int text = 0; text < image.texts; text++) {
            add(image, text);
        }
    }

    /** The fewer texts, the fewer bytes tell a window of theirs from what else there is, and the further apart windows can be. */
    private static int width(int shortest, int texts) {
        if (shortest <= 4) {
            return shortest <= 2 ? shortest : shortest - 1;
        }
        if (texts <= FEW_TEXTS) {
            return shortest <= 12 ? 3 : 4;
        }
        return texts <= MANY_TEXTS ? 4 : Math.clamp(shortest - 3, 5, 8);
    }

    private void add(LiteralImage image, int text) {
        int tail = tail(image.tails[text]);
        tails[tail >>> 6] |= 1L << tail;
        int end = image.bytesAt[text] + image.length(text);
        for (int distance = 0; distance < step; distance++) {
            long window = 0;
            for (int i = 0; i < width; i++) {
                window |= (image.bytes[end - distance - width + i] & 0xFFL) << (8 * i);
            }
            long spread = spread(window);
            int bit = (int) (spread >>> shift);
            present[bit >>> 6] |= 1L << bit;
            distances[again(spread)] |= 1 << distance;
        }
    }

    private int tail(long bytes) {
        long kept = bytes & tailMask;
        return (int) (((kept ^ (kept >>> 32)) * SPREAD_AGAIN) >>> tailShift);
    }

    private long spread(long window) {
        return (window & mask) * SPREAD;
    }

    private int again(long spread) {
        return (int) (((spread ^ (spread >>> 32)) * SPREAD_AGAIN) >>> againShift);
    }

    private static long spread(byte[] text, int at, long kept) {
        return ((long) LiteralImage.LONG.get(text, at) & kept) * SPREAD;
    }

    @Override
    public boolean scan(byte[] text, int from, int to, Ends ends) {
        final long[] bits = present;
        final long kept = mask;
        final int high = shift;
        final int s = step;
        int at = from + 1 - width;
        for (int last = to - width - 7 * s; at <= last; at += 8 * s) {
            int h0 = (int) (spread(text, at, kept) >>> high);
            int h1 = (int) (spread(text, at + s, kept) >>> high);
            int h2 = (int) (spread(text, at + 2 * s, kept) >>> high);
            int h3 = (int) (spread(text, at + 3 * s, kept) >>> high);
            int h4 = (int) (spread(text, at + 4 * s, kept) >>> high);
            int h5 = (int) (spread(text, at + 5 * s, kept) >>> high);
            int h6 = (int) (spread(text, at + 6 * s, kept) >>> high);
            int h7 = (int) (spread(text, at + 7 * s, kept) >>> high);
            long b0 = bits[h0 >>> 6] >>> h0;
            long b1 = bits[h1 >>> 6] >>> h1;
            long b2 = bits[h2 >>> 6] >>> h2;
            long b3 = bits[h3 >>> 6] >>> h3;
            long b4 = bits[h4 >>> 6] >>> h4;
            long b5 = bits[h5 >>> 6] >>> h5;
            long b6 = bits[h6 >>> 6] >>> h6;
            long b7 = bits[h7 >>> 6] >>> h7;
            if (((b0 | b1 | b2 | b3 | b4 | b5 | b6 | b7) & 1) != 0) {
                long hits = (b0 & 1)
                        | ((b1 & 1) << 1)
                        | ((b2 & 1) << 2)
                        | ((b3 & 1) << 3)
                        | ((b4 & 1) << 4)
                        | ((b5 & 1) << 5)
                        | ((b6 & 1) << 6)
                        | ((b7 & 1) << 7);
                if (!offer(text, at, hits, to, ends)) {
                    return false;
                }
            }
        }
        for (; at + width <= to; at += s) {
            if (!offer(text, at, 1, to, ends)) {
                return false;
            }
        }
        return true;
    }

    /** Offers the ends behind the windows of a mask, the lowest bit being the window at {@code at}. */
    private boolean offer(byte[] text, int at, long hits, int to, Ends ends) {
        for (long left = hits; left != 0; left &= left - 1) {
            int window = at + Long.numberOfTrailingZeros(left) * step;
            int end = window + width;
            int behind = distances[again(spread((long) LiteralImage.LONG.get(text, window)))];
            for (; behind != 0; behind &= behind - 1) {
                int candidate = end + Integer.numberOfTrailingZeros(behind);
                if (candidate <= to && mayEnd(text, candidate) && !ends.take(candidate)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean mayEnd(byte[] text, int end) {
        int tail = tail((long) LiteralImage.LONG.get(text, end - 8));
        return ((tails[tail >>> 6] >>> tail) & 1) != 0;
    }
}
