package dev.coresident.backend.sim.scan.literal;

/** Filters that need the Vector API. */
interface VectorFilters {
    /** True if this machine's vectors are as wide as is worth it. */
    boolean mayBeFaster();

    /** For one text. */
    CandidateFilter pair(RarePair pair);

    /** For texts. */
    CandidateFilter windows(LiteralImage image, WindowTable table);
}
