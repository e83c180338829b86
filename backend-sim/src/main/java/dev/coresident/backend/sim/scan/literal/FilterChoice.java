package dev.coresident.backend.sim.scan.literal;

import org.jspecify.annotations.Nullable;

/** What an image's texts are looked for with. The answers are the same. */
public enum FilterChoice {
    /** Plain Java. */
    PLAIN,
    /** The Vector API, as slow as it may be on this machine; plain Java if the JVM was started without it. */
    VECTOR,
    /** What proves faster on this machine. */
    FASTER;

    /** Null if the JVM was started without {@code --add-modules jdk.incubator.vector}. No other class names the one that needs it. */
    private static final @Nullable VectorFilters VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? new IncubatingFilters() : null;

    /** From here on windows, which then are five bytes apart or more, are faster than a search for a pair of bytes. */
    private static final int PAIR_BELOW = 8;

    CandidateFilter filter(LiteralImage image) {
        VectorFilters vectors = VECTORS;
        boolean plain = this == PLAIN || vectors == null || (this == FASTER && !vectors.mayBeFaster());
        return plain || vectors == null ? plain(image) : withVectors(image, vectors);
    }

    private static CandidateFilter plain(LiteralImage image) {
        return image.texts == 1 && image.length(0) < PAIR_BELOW
                ? new PairFilter(RarePair.of(image))
                : new WindowFilter(new WindowTable(image));
    }

    private CandidateFilter withVectors(LiteralImage image, VectorFilters vectors) {
        CandidateFilter vector =
                image.texts == 1 ? vectors.pair(RarePair.of(image)) : vectors.windows(image, new WindowTable(image));
        return this == VECTOR ? vector : new TriedFilter(plain(image), vector, System::nanoTime);
    }
}
