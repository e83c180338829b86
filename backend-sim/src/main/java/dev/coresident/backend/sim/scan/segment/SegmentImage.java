package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An NFA image that falls apart into segments, with filters for the ends of all of them. Immutable; any worker. */
public final class SegmentImage {
    /** Automata of fewer states are as fast when they are made deterministic. */
    private static final int SMALLEST = 256;

    private static final int WIDE = 4;
    private static final int NARROW = 2;
    private static final int MOST_WIDE = 64;
    private static final int MOST_NARROW = 1_024;
    private static final int MOST = 1 << 17;

    final NfaImage image;
    final Segments segments;
    final WindowIndex wide;
    final WindowIndex narrow;
    final WindowFilter filter;
    /** Gates that report. */
    final int[] loud;

    private SegmentImage(Segments segments, WindowIndex wide, WindowIndex narrow) {
        this.segments = segments;
        this.image = segments.image;
        this.wide = wide;
        this.narrow = narrow;
        wide.freeze();
        narrow.freeze();
        this.filter = new WindowFilter(wide, narrow);
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
        WindowIndex wide = new WindowIndex(WIDE, 2);
        WindowIndex narrow = new WindowIndex(NARROW, 1);
        return findsAll(segments, wide, narrow) ? new SegmentImage(segments, wide, narrow) : null;
    }

    private static boolean findsAll(Segments segments, WindowIndex wide, WindowIndex narrow) {
        Windows windows = new Windows(segments);
        NfaImage image = segments.image;
        int[] accepts = image.acceptIndex();
        for (int state = 1; state < image.states(); state++) {
            boolean counts = segments.gate[state] || accepts[state + 1] > accepts[state];
            if (counts
                    && segments.shortest[state] != Segments.NEVER
                    && !windows.add(state, wide, MOST_WIDE)
                    && !windows.add(state, narrow, MOST_NARROW)) {
                return false;
            }
            if (wide.count() + narrow.count() > MOST) {
                return false;
            }
        }
        return true;
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
                + 2L * image.states()
                + 4L * (segments.predecessorIndex.length + segments.predecessors.length + segments.shortest.length);
    }
}
