package dev.coresident.backend.sim.scan;

import dev.coresident.backend.sim.scan.dfa.DfaImage;
import dev.coresident.backend.sim.scan.engine.ImagePlace;

/** A program image, made ready for the engine of its kind. Immutable but for hints; any worker. */
public sealed interface Prepared {
    /** Where it was taken from. */
    ImagePlace place();

    /** True if a scan may begin in a state at an offset of its input buffer. */
    boolean admits(int state, long inputOffset);

    /** Bytes of the tables. */
    default long bytes() {
        return place().bytes();
    }

    /** The image at a place, copied out of the heap. */
    static Prepared of(ImagePlace place) {
        return switch (place.kind()) {
            case DFA -> new Dfa(place, new DfaImage(place));
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
}
