package dev.coresident.backend.sim.scan.window;

/** Searches that need the Vector API. */
interface VectorSearches {
    /** True if this machine's vectors are as wide as is worth it. */
    boolean mayBeFaster();

    /** For a pair of bytes. */
    PlaceSearch pair(BytePair pair);

    /** For windows. */
    PlaceSearch windows(WindowSet windows);
}
