package dev.coresident.backend.sim.scan.window;

/** Names places of an input where something may stand: each where it does, and others as seldom as it can. Immutable; any worker. */
public interface PlaceSearch {
    /** Bytes that must be readable behind the last place: vectors look at many places at once. */
    int MARGIN = 256;

    /** Room in what is found that a search may write to and leave. */
    int SPARE = 16;

    /** Bytes from one place to the next. */
    int step();

    /**
     * Looks at places, {@link #step} bytes apart.
     *
     * @param text what they are in, with {@link #MARGIN} bytes that may be anything behind the last one
     * @param at the first place
     * @param places how many
     * @param found where to write those where something may stand, ascending; has room for all and {@link #SPARE} more
     * @param known how many are in it already
     * @return how many are in it now
     */
    int find(byte[] text, int at, int places, int[] found, int known);
}
