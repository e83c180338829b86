package dev.coresident.backend.sim.worklist;

import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An image's {@link PairGraph}, made when a worklist first asks: images that are only scanned never do. Any worker. */
public final class PairGraphs {
    /** States in the rows of a root: 4 MiB of rows for each image. */
    private static final int MOST_ROOT_STATES = 1 << 20;

    private final long bytes;
    private final Supplier<PairGraph> making;
    private volatile @Nullable PairGraph graph;

    /** Of an image. */
    public PairGraphs(NfaImage image) {
        this(PairGraph.bytes(image, MOST_ROOT_STATES), () -> new PairGraph(image, MOST_ROOT_STATES));
    }

    PairGraphs(long bytes, Supplier<PairGraph> making) {
        this.bytes = bytes;
        this.making = making;
    }

    /** Bytes that the graph takes beyond the image once it is made; caches count them from the beginning. */
    public long bytes() {
        return bytes;
    }

    /**
     * The graph; two workers that ask at once may make it twice, and either serves.
     *
     * @return null if the Java heap has no room for it: that ends the slot, and another may find room
     */
    public @Nullable PairGraph graph() {
        PairGraph made = graph;
        if (made == null) {
            try {
                made = making.get();
            } catch (OutOfMemoryError full) {
                return null;
            }
            graph = made;
        }
        return made;
    }
}
