package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.NfaImage;
import dev.coresident.backend.sim.scan.window.SearchChoice;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An NFA image that falls apart into segments, with filters for the ends of all of them. Immutable; any worker. */
public final class SegmentImage {
    /** Automata of fewer states are as fast when they are made deterministic. */
    private static final int SMALLEST = 256;

    final NfaImage image;
    final Segments segments;
    final WindowIndex wide;
    final WindowIndex narrow;
    final EndFilter filter;
    /** By state: a pivot from which is walked on. */
    final boolean[] leads;
    /** By state: where that walk goes. */
    final boolean[] within;
    /** By state: no root. */
    final boolean[] notRoot;
    /** Gates that report. */
    final int[] loud;

    private SegmentImage(Segments segments, Pivots pivots) {
        this.segments = segments;
        this.image = segments.image;
        this.wide = pivots.wide;
        this.narrow = pivots.narrow;
        this.leads = pivots.leads;
        this.within = pivots.within;
        this.notRoot = new boolean[image.states()];
        for (int state = 0; state < notRoot.length; state++) {
            notRoot[state] = !segments.root[state];
        }
        wide.freeze();
        narrow.freeze();
        this.filter = EndFilter.of(wide, narrow, SearchChoice.FASTER);
        int[] accepts = image.acceptIndex();
        this.loud = IntStream.range(0, image.states())
                .filter(state -> segments.gate[state] && accepts[state + 1] > accepts[state])
                .toArray();
    }

    /** Cuts an image of many states; null as {@link #of}, or if it is small. */
    public static @Nullable SegmentImage worthwhile(NfaImage image) {
        return image.states() < SMALLEST ? null : of(image);
    }

    /** Cuts an image; null if it does not fall apart, or has ends that no filter finds. */
    public static @Nullable SegmentImage of(NfaImage image) {
        Segments segments = Segments.of(image);
        if (segments == null) {
            return null;
        }
        Pivots pivots = new Pivots(segments);
        return pivots.findAll() ? new SegmentImage(segments, pivots) : null;
    }

    /** The automaton. */
    public NfaImage image() {
        return image;
    }

    int depth() {
        return segments.depth;
    }

    /** Bytes of the tables. */
    public long bytes() {
        return wide.bytes()
                + filter.bytes()
                + narrow.bytes()
                + 5L * image.states()
                + 4L
                        * (segments.predecessorIndex.length
                                + segments.predecessors.length
                                + segments.shortest.length
                                + segments.lasting.length);
    }
}
