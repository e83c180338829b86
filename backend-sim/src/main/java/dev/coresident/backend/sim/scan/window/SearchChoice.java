package dev.coresident.backend.sim.scan.window;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an input is searched with. The answers are the same. */
public enum SearchChoice {
    /** Plain Java. */
    PLAIN,
    /** The Vector API, as slow as it may be on this machine; plain Java if the JVM was started without it. */
    VECTOR,
    /** What proves faster on this machine. */
    FASTER;

    /** Null if the JVM was started without {@code --add-modules jdk.incubator.vector}. No other class names the one that needs it. */
    private static final @Nullable VectorSearches VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? new IncubatingSearches() : null;

    /** True if a vector may do the work. */
    public boolean mayUseVectors() {
        VectorSearches vectors = VECTORS;
        return this != PLAIN && vectors != null && (this == VECTOR || vectors.mayBeFaster());
    }

    /** A search for windows. */
    PlaceSearch windows(WindowSet windows) {
        return chosen(
                windows.many ? new PlainMarks(windows) : new PlainWindows(windows),
                vectors -> vectors.windows(windows));
    }

    /** A search for a pair of bytes at their distance: it names the places where their text would begin. */
    public PlaceSearch pair(BytePair pair) {
        return chosen(new PlainPair(pair), vectors -> vectors.pair(pair));
    }

    private PlaceSearch chosen(PlaceSearch plain, Function<VectorSearches, PlaceSearch> other) {
        VectorSearches vectors = VECTORS;
        if (vectors == null || !mayUseVectors()) {
            return plain;
        }
        PlaceSearch vector = other.apply(vectors);
        return this == VECTOR ? vector : new TriedSearch(plain, vector, System::nanoTime);
    }
}
