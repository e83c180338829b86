package dev.coresident.backend.sim.scan.literal;

import jdk.incubator.vector.ByteVector;

/** The filters that need {@code jdk.incubator.vector}: made only where the JVM has that module, so that nothing else links to it. */
final class IncubatingFilters implements VectorFilters {
    @Override
    public boolean mayBeFaster() {
        return ByteVector.SPECIES_PREFERRED.vectorBitSize() >= VectorWindows.BITS;
    }

    @Override
    public CandidateFilter pair(RarePair pair) {
        return new VectorPair(pair);
    }

    @Override
    public CandidateFilter windows(LiteralImage image, WindowTable table) {
        return new VectorWindows(image, table);
    }
}
