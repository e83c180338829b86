package dev.coresident.backend.sim.scan.literal;

/** Finds where texts may end: every offset where one ends, and others as seldom as it can. Immutable; any worker. */
interface CandidateFilter {
    /** Places that are searched before what was found is looked up: the look-ups then need not wait for one another. */
    int PLACES = 1_024;

    /**
     * Offers the ends in a range, ascending, each once.
     *
     * @param text holds the range; {@link LiteralScanner#MARGIN} bytes can be read before it and behind it
     * @param from first byte of the range
     * @param to behind its last byte; ends are above {@code from} and not above this
     * @param ends what looks them up
     * @return false if it refused one
     */
    boolean scan(byte[] text, int from, int to, Ends ends);
}
