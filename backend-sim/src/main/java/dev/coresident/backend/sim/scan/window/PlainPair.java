package dev.coresident.backend.sim.scan.window;

/**
 * Looks for a pair of bytes at their distance, eight places at a time. A place is a byte that is zero after the wanted byte was taken
 * away by exclusive or; the test for a zero byte may also name bytes above one.
 */
final class PlainPair implements PlaceSearch {
    private static final int WORD = 8;
    private static final int WORDS = 4 * WORD;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final BytePair pair;

    PlainPair(BytePair pair) {
        this.pair = pair;
    }

    @Override
    public int step() {
        return 1;
    }

    @Override
    public int find(byte[] text, int from, int places, int[] found, int known) {
        final int first = pair.first();
        final int second = pair.second();
        final long firstCase = pair.firstCase() * ONES;
        final long secondCase = pair.secondCase() * ONES;
        final long firstByte = pair.firstByte() * ONES;
        final long secondByte = pair.secondByte() * ONES;
        int count = known;
        int at = from;
        for (int last = from + places - WORDS; at <= last; at += WORDS) {
            long a = differs(text, at, first, second, firstCase, secondCase, firstByte, secondByte);
            long b = differs(text, at + 8, first, second, firstCase, secondCase, firstByte, secondByte);
            long c = differs(text, at + 16, first, second, firstCase, secondCase, firstByte, secondByte);
            long d = differs(text, at + 24, first, second, firstCase, secondCase, firstByte, secondByte);
            if (((zeros(a) | zeros(b) | zeros(c) | zeros(d)) & HIGH_BITS) != 0) {
                count = add(zeros(a), at, WORD, found, count);
                count = add(zeros(b), at + 8, WORD, found, count);
                count = add(zeros(c), at + 16, WORD, found, count);
                count = add(zeros(d), at + 24, WORD, found, count);
            }
        }
        for (int behind = from + places; at < behind; at += WORD) {
            long a = differs(text, at, first, second, firstCase, secondCase, firstByte, secondByte);
            count = add(zeros(a), at, behind - at, found, count);
        }
        return count;
    }

    private static long differs(
            byte[] text,
            int at,
            int first,
            int second,
            long firstCase,
            long secondCase,
            long firstByte,
            long secondByte) {
        return (((long) WindowSet.LONG.get(text, at + first) | firstCase) ^ firstByte)
                | (((long) WindowSet.LONG.get(text, at + second) | secondCase) ^ secondByte);
    }

    /** The high bit of each zero byte; other bits are noise. */
    private static long zeros(long bytes) {
        return (bytes - ONES) & ~bytes;
    }

    private static int add(long zeros, int at, int places, int[] found, int known) {
        int count = known;
        long wanted = places < WORD ? HIGH_BITS & ((1L << (8 * places)) - 1) : HIGH_BITS;
        for (long left = zeros & wanted; left != 0; left &= left - 1) {
            found[count++] = at + (Long.numberOfTrailingZeros(left) >>> 3);
        }
        return count;
    }
}
