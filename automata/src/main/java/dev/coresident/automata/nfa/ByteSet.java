package dev.coresident.automata.nfa;

/**
 * An immutable set of bytes as 256 bits.
 *
 * @param bits0 bytes 0 to 63, the lowest bit is byte 0
 * @param bits1 bytes 64 to 127
 * @param bits2 bytes 128 to 191
 * @param bits3 bytes 192 to 255
 */
public record ByteSet(long bits0, long bits1, long bits2, long bits3) {

    /** No byte. */
    public static final ByteSet EMPTY = new ByteSet(0, 0, 0, 0);

    /** The bytes {@code first} to {@code last}, both in it, within 0 to 255. */
    public static ByteSet range(int first, int last) {
        if (first < 0 || first > last || last > 0xFF) {
            throw new IllegalArgumentException("no range of bytes from " + first + " to " + last);
        }
        return new ByteSet(word(first, last, 0), word(first, last, 64), word(first, last, 128), word(first, last, 192));
    }

    private static long word(int first, int last, int base) {
        int from = Math.max(first - base, 0);
        int to = Math.min(last - base, 63);
        return from > to ? 0 : (-1L >>> (63 - (to - from))) << from;
    }

    /** Whether {@code value}, 0 to 255, is in the set. */
    public boolean contains(int value) {
        long word = switch (value >>> 6) {
            case 0 -> bits0;
            case 1 -> bits1;
            case 2 -> bits2;
            default -> bits3;
        };
        return (word >>> (value & 63) & 1) != 0;
    }

    /** What is in this set or in {@code other}. */
    public ByteSet union(ByteSet other) {
        return new ByteSet(bits0 | other.bits0, bits1 | other.bits1, bits2 | other.bits2, bits3 | other.bits3);
    }

    /** What is in this set and in {@code other}. */
    public ByteSet intersection(ByteSet other) {
        return new ByteSet(bits0 & other.bits0, bits1 & other.bits1, bits2 & other.bits2, bits3 & other.bits3);
    }

    /** What is not in this set. */
    public ByteSet complement() {
        return new ByteSet(~bits0, ~bits1, ~bits2, ~bits3);
    }

    /** Whether no byte is in the set. */
    public boolean isEmpty() {
        return (bits0 | bits1 | bits2 | bits3) == 0;
    }

    /** How many bytes are in the set. */
    public int size() {
        return Long.bitCount(bits0) + Long.bitCount(bits1) + Long.bitCount(bits2) + Long.bitCount(bits3);
    }
}
