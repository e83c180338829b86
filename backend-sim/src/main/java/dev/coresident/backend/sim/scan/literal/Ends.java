package dev.coresident.backend.sim.scan.literal;

import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.window.PlaceSearch;
import dev.coresident.backend.sim.scan.window.WindowSet;
import dev.coresident.spi.program.LiteralLayout;

/** Looks up what ends at an offset, and reports it. One for each worker. */
final class Ends {
    private final EventSink sink;
    private LiteralImage image;
    private byte[] text;
    private int floor;
    private long shift;
    private long refused;
    private int exact;
    private int exactLength;
    private int caseless;
    private int caselessLength;
    private int[] merged = new int[16];
    /** For whom it looks up: places that were found. */
    final int[] found = new int[CandidateFilter.PLACES + PlaceSearch.SPARE];
    /** Likewise: a bit for each place behind the first that was searched. */
    final long[] bits = new long[CandidateFilter.PLACES * WindowSet.MOST_STEPS / Long.SIZE + 2];

    Ends(EventSink sink, LiteralImage image, byte[] text) {
        this.sink = sink;
        this.image = image;
        this.text = text;
    }

    /**
     * From now on ends are those of a range.
     *
     * @param of whose texts
     * @param in what holds the range
     * @param first where the input begins in it: no text begins before
     * @param offset what to add to an offset in it for one relative to the scan's input
     */
    void begin(LiteralImage of, byte[] in, int first, long offset) {
        image = of;
        text = in;
        floor = first;
        shift = offset;
    }

    /** The end, relative to the scan's input, whose events did not fit. */
    long refused() {
        return refused;
    }

    /**
     * Reports what ends at an offset of the range, if anything does.
     *
     * @return false if it did not fit
     */
    boolean take(int end) {
        if (!find(end)) {
            return true;
        }
        boolean fits =
                exactLength == 0 ? report(caseless, end) : caselessLength == 0 ? report(exact, end) : reportBoth(end);
        refused = fits ? refused : end + shift;
        return fits;
    }

    /** The longest text of each mode that ends there: widths from the widest on, until nothing longer can come. */
    private boolean find(int end) {
        LiteralImage texts = image;
        int available = Math.min(end - floor, LiteralLayout.LONGEST);
        long raw = (long) LiteralImage.LONG.get(text, end - 8);
        long folded = Folding.fold(raw);
        exactLength = 0;
        caselessLength = 0;
        for (int width = Integer.highestOneBit(texts.widths); width > 0; width >>>= 1) {
            if ((texts.widths & width) == 0 || width > available) {
                continue;
            }
            int bucket = bucket(width, folded, texts.indexBits);
            for (int number = texts.index[bucket]; number < texts.index[bucket + 1]; number++) {
                consider(texts, number, end, available, raw, folded);
            }
            if ((!texts.hasExact || exactLength >= width) && (!texts.hasCaseless || caselessLength >= width)) {
                break;
            }
        }
        return (exactLength | caselessLength) != 0;
    }

    private static int bucket(int width, long folded, int bits) {
        return switch (width) {
            case 8 -> LiteralLayout.bucket(8, (int) folded, (int) (folded >>> 32), bits);
            case 4 -> LiteralLayout.bucket(4, (int) (folded >>> 32), 0, bits);
            case 2 -> LiteralLayout.bucket(2, (int) (folded >>> 48), 0, bits);
            default -> LiteralLayout.bucket(1, (int) (folded >>> 56), 0, bits);
        };
    }

    private void consider(LiteralImage texts, int number, int end, int available, long raw, long folded) {
        int length = texts.lengths[number];
        if (length >= 0) {
            if (length > exactLength && length <= available && isThere(texts, number, length, end, raw, false)) {
                exact = number;
                exactLength = length;
            }
        } else if (~length > caselessLength
                && ~length <= available
                && isThere(texts, number, ~length, end, folded, true)) {
            caseless = number;
            caselessLength = ~length;
        }
    }

    /** Compares the last eight bytes, then those before them by eight, the first eight again if the length is no multiple. */
    private boolean isThere(LiteralImage texts, int number, int length, int end, long tail, boolean fold) {
        long differs = tail ^ texts.tails[number];
        if (length <= 8) {
            return (differs & (-1L << (64 - 8 * length))) == 0;
        }
        boolean same = differs == 0;
        int at = texts.bytesAt[number];
        for (int left = length - 8; same && left > 0; left -= 8) {
            int offset = Math.max(0, left - 8);
            long found = (long) LiteralImage.LONG.get(text, end - length + offset);
            same = (fold ? Folding.fold(found) : found) == (long) LiteralImage.LONG.get(texts.bytes, at + offset);
        }
        return same;
    }

    private boolean report(int number, int end) {
        return sink.report(image.lists, image.listAt[number], image.listAt[number + 1], end + shift);
    }

    /** The union of both lists, ascending. */
    private boolean reportBoth(int end) {
        int[] lists = image.lists;
        int a = image.listAt[exact];
        int b = image.listAt[caseless];
        int aEnd = image.listAt[exact + 1];
        int bEnd = image.listAt[caseless + 1];
        if (merged.length < aEnd - a + bEnd - b) {
            merged = new int[2 * (aEnd - a + bEnd - b)];
        }
        int count = 0;
        while (a < aEnd || b < bEnd) {
            int fromA = a < aEnd ? lists[a] : Integer.MAX_VALUE;
            int fromB = b < bEnd ? lists[b] : Integer.MAX_VALUE;
            merged[count++] = Math.min(fromA, fromB);
            a += fromA <= fromB ? 1 : 0;
            b += fromB <= fromA ? 1 : 0;
        }
        return sink.report(merged, 0, count, end + shift);
    }
}
