package dev.coresident.backend.sim.scan;

import dev.coresident.backend.sim.scan.dfa.DfaImage;
import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.backend.sim.scan.literal.LiteralImage;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import dev.coresident.backend.sim.scan.segment.SegmentImage;
import dev.coresident.backend.sim.worklist.PairGraphs;
import org.jspecify.annotations.Nullable;

/** A program image, made ready for the engine of its kind. Immutable but for hints; any worker. */
public sealed interface Prepared {
    /** Where it was taken from. */
    ImagePlace place();

    /** True if a scan may begin in a state at an offset of its input buffer. */
    boolean admits(int state, long inputOffset);

    /** Bytes of state memory that a scan reads, and as many that it writes; 0 if its state is a word. */
    default long stateBytes() {
        return 0;
    }

    /** Bytes of the tables. */
    default long bytes() {
        return place().bytes();
    }

    /** The image at a place, copied out of the heap; null if its tables would be larger than any that this device makes. */
    static @Nullable Prepared of(ImagePlace place) {
        return switch (place.kind()) {
            case DFA -> new Dfa(place, new DfaImage(place));
            case LITERALS -> new Literals(place, new LiteralImage(place));
            case NFA -> Nfa.of(place);
        };
    }

    /**
     * A deterministic automaton.
     *
     * @param place where it was taken from
     * @param image its tables
     */
    record Dfa(ImagePlace place, DfaImage image) implements Prepared {
        @Override
        public boolean admits(int state, long inputOffset) {
            return Integer.compareUnsigned(state, image.states()) < 0;
        }
    }

    /**
     * A nondeterministic automaton.
     *
     * @param place where it was taken from
     * @param image its tables
     * @param pairs the same for traversals of pairs
     * @param segments the same cut into segments; null if it does not fall apart, or is too small to be worth it
     */
    record Nfa(
            ImagePlace place,
            NfaImage image,
            PairGraphs pairs,
            @Nullable SegmentImage segments) implements Prepared {
        /** States that are enabled at every byte, for each class of bytes: lists of them are kept by class. */
        private static final long MOST_ROOTS = 1L << 26;

        static @Nullable Nfa of(ImagePlace place) {
            NfaImage image = new NfaImage(place);
            if ((long) image.classCount() * image.everyByte().length > MOST_ROOTS) {
                return null;
            }
            return new Nfa(place, image, new PairGraphs(image), SegmentImage.worthwhile(image));
        }

        @Override
        public boolean admits(int state, long inputOffset) {
            return state == 0;
        }

        @Override
        public long stateBytes() {
            return image.stateBytes();
        }

        @Override
        public long bytes() {
            return place.bytes() + image.layerBytes() + pairs.bytes() + (segments == null ? 0 : segments.bytes());
        }
    }

    /**
     * Texts to be found.
     *
     * @param place where they were taken from
     * @param image their tables
     */
    record Literals(ImagePlace place, LiteralImage image) implements Prepared {
        @Override
        public long bytes() {
            return place.bytes() + image.bytes();
        }

        @Override
        public boolean admits(int state, long inputOffset) {
            return Integer.compareUnsigned(state, image.longest()) < 0 && state <= inputOffset;
        }
    }
}
