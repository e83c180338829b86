package dev.coresident.backend.sim.scan.window;

import jdk.incubator.vector.ByteVector;

/** The searches that need {@code jdk.incubator.vector}: made only where the JVM has that module, so that nothing else links to it. */
final class IncubatingSearches implements VectorSearches {
    @Override
    public boolean mayBeFaster() {
        return ByteVector.SPECIES_PREFERRED.vectorBitSize() >= VectorWindows.BITS;
    }

    @Override
    public PlaceSearch pair(BytePair pair) {
        return new VectorPair(pair);
    }

    @Override
    public PlaceSearch windows(WindowSet windows) {
        return new VectorWindows(windows);
    }
}
