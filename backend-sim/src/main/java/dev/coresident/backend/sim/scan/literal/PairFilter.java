package dev.coresident.backend.sim.scan.literal;

/**
 * One text: looks for its two rarest bytes at their distance, eight places at a time. A place is a byte that is zero after the
 * wanted byte was taken away by exclusive or; the test for a zero byte may also name bytes above one, which the look-up refuses.
 */
final class PairFilter implements CandidateFilter {
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final RarePair pair;

    PairFilter(RarePair pair) {
        this.pair = pair;
    }

    @Override
    public boolean scan(byte[] text, int from, int to, Ends ends) {
        final int length = pair.length();
        final int first = pair.first();
        final int second = pair.second();
        final long firstCase = pair.firstCase() * ONES;
        final long secondCase = pair.secondCase() * ONES;
        final long firstByte = pair.firstByte() * ONES;
        final long secondByte = pair.secondByte() * ONES;
        int at = from + 1 - length;
        for (int last = to - length - 24; at <= last; at += 32) {
            long a = differs(text, at, first, second, firstCase, secondCase, firstByte, secondByte);
            long b = differs(text, at + 8, first, second, firstCase, secondCase, firstByte, secondByte);
            long c = differs(text, at + 16, first, second, firstCase, secondCase, firstByte, secondByte);
            long d = differs(text, at + 24, first, second, firstCase, secondCase, firstByte, secondByte);
            long places = (zeros(a) | zeros(b) | zeros(c) | zeros(d)) & HIGH_BITS;
            if (places != 0
                    && !(offer(zeros(a), at + length, to, ends)
                            && offer(zeros(b), at + 8 + length, to, ends)
                            && offer(zeros(c), at + 16 + length, to, ends)
                            && offer(zeros(d), at + 24 + length, to, ends))) {
                return false;
            }
        }
        for (; at <= to - length; at += 8) {
            long a = differs(text, at, first, second, firstCase, secondCase, firstByte, secondByte);
            if (!offer(zeros(a), at + length, to, ends)) {
                return false;
            }
        }
        return true;
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
        return (((long) LiteralImage.LONG.get(text, at + first) | firstCase) ^ firstByte)
                | (((long) LiteralImage.LONG.get(text, at + second) | secondCase) ^ secondByte);
    }

    /** The high bit of each zero byte; other bits are noise. */
    private static long zeros(long bytes) {
        return (bytes - ONES) & ~bytes;
    }

    private static boolean offer(long places, int end, int to, Ends ends) {
        for (long left = places & HIGH_BITS; left != 0; left &= left - 1) {
            int candidate = end + (Long.numberOfTrailingZeros(left) >>> 3);
            if (candidate <= to && !ends.take(candidate)) {
                return false;
            }
        }
        return true;
    }
}
