package dev.coresident.spi.layout;

/** What ops name memory with: the row in the low 20 bits, the row's generation in the high 12. Row 0 is never a handle. */
public final class HandleWord {
    /** Bits of the row. */
    public static final int ROW_BITS = 20;
    /** The largest row. */
    public static final int MAX_ROW = (1 << ROW_BITS) - 1;
    /** Generations before the count starts again at 0. */
    public static final int GENERATIONS = 1 << (32 - ROW_BITS);

    private HandleWord() {}

    /** The word of a row and a generation. */
    public static int of(int row, int generation) {
        return (row & MAX_ROW) | (generation << ROW_BITS);
    }

    /** The row in a word. */
    public static int row(int word) {
        return word & MAX_ROW;
    }

    /** The generation in a word. */
    public static int generation(int word) {
        return word >>> ROW_BITS;
    }
}
