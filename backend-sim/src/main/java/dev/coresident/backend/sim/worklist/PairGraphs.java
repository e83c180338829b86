package dev.coresident.backend.sim.worklist;

import dev.coresident.backend.sim.scan.nfa.NfaImage;
import org.jspecify.annotations.Nullable;

/** An image's {@link PairGraph}, made when a worklist first asks: images that are only scanned never do. Any worker. */
public final class PairGraphs {
    private final NfaImage image;
    private volatile @Nullable PairGraph graph;

    /** Of an image. */
    public PairGraphs(NfaImage image) {
        this.image = image;
    }

    /** The graph; two workers that ask at once may make it twice, and either serves. */
    public PairGraph graph() {
        PairGraph made = graph;
        if (made == null) {
            made = new PairGraph(image);
            graph = made;
        }
        return made;
    }
}
