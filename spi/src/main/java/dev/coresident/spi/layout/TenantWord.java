package dev.coresident.spi.layout;

/**
 * Who a slot belongs to: the id in the low 12 bits, the generation in the high 20.
 *
 * <p>Generations start at 0, so that the word of an id that was never recycled is the id itself. Id 0 is the host.
 */
public final class TenantWord {
    /** Bits of the id. */
    public static final int ID_BITS = 12;
    /** The largest tenant id: 4,094 tenants can live at once. */
    public static final int MAX_ID = 4_094;
    /** Generations before the count starts again at 0. */
    public static final int GENERATIONS = 1 << (32 - ID_BITS);
    /** The host's own word. */
    public static final int HOST = 0;

    private static final int ID_MASK = (1 << ID_BITS) - 1;

    private TenantWord() {}

    /** The word of an id and a generation. */
    public static int of(int id, int generation) {
        return (id & ID_MASK) | (generation << ID_BITS);
    }

    /** The id in a word, 0 to 4,095. */
    public static int id(int word) {
        return word & ID_MASK;
    }

    /** The generation in a word. */
    public static int generation(int word) {
        return word >>> ID_BITS;
    }
}
