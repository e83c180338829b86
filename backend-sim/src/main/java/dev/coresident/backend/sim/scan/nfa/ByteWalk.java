package dev.coresident.backend.sim.scan.nfa;

/** A walk of an image one byte after the other, from the exact set of active states to the next, nothing kept. One thread. */
interface ByteWalk {
    /** Begins with a bit set of states. */
    void begin(long[] states);

    /** Works out what a byte of a class activates, and what that reports; {@link #take} makes it so. */
    void look(int byteClass);

    /** What was {@linkplain #look looked} at reports, ascending. */
    IntArena reports();

    /** Makes what was looked at what is active. */
    void take();

    /** Writes the active states as a bit set. */
    void activeTo(long[] states);
}
