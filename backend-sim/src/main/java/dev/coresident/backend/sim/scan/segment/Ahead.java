package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.IntArena;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.Arrays;

/**
 * Walks from states that are active to what they lead to, set by set, until all of it is gone or has opened gates. So goes on what is active
 * in the midst of segments when a block begins, and what follows a pivot. One worker's, one image's.
 */
final class Ahead {
    private final NfaImage image;
    private final Segments segments;
    private final byte[] block;
    private final Openings openings;
    private final Activations activations;
    private final int[] seen;
    private int stamp;
    private IntArena active = new IntArena();
    private IntArena next = new IntArena();

    /** Steps gone so far. */
    long steps;

    Ahead(Segments segments, byte[] block, Openings openings, Activations activations) {
        this.image = segments.image;
        this.segments = segments;
        this.block = block;
        this.openings = openings;
        this.activations = activations;
        this.seen = new int[image.states()];
    }

    /** Begins with nothing. */
    void begin() {
        active.clear();
    }

    /** A state is active before the walk begins. */
    void add(int state) {
        active.add(state);
    }

    /**
     * Walks from behind one place to behind another, or until nothing is left.
     *
     * @param from the first byte
     * @param to behind the last one
     * @param within the states that it goes to
     * @param most steps to stop at
     * @return false if it stopped there, or because {@linkplain Openings#costTooMuch openings cost too much}
     */
    boolean walk(int from, int to, boolean[] within, long most) {
        for (int at = from; at < to && active.size() > 0; at++) {
            if (steps > most || openings.costTooMuch()) {
                return false;
            }
            step(image.classOf()[block[SegmentWalk.PAD + at] & 0xFF], at, within);
            IntArena swap = active;
            active = next;
            next = swap;
        }
        return true;
    }

    /** Adds what is active now to a bit set. */
    void addTo(long[] states) {
        for (int i = 0; i < active.size(); i++) {
            states[active.get(i) >>> 6] |= 1L << active.get(i);
        }
    }

    private void step(int byteClass, int at, boolean[] within) {
        int[] index = image.successorIndex();
        int[] successors = image.successors();
        next.clear();
        if (++stamp == 0) {
            Arrays.fill(seen, 0); // it came round
            stamp = 1;
        }
        for (int i = 0; i < active.size(); i++) {
            int behind = index[active.get(i) + 1];
            for (int s = index[active.get(i)]; s < behind; s++) {
                int following = successors[s];
                if (seen[following] != stamp && within[following] && image.takes(following, byteClass)) {
                    seen[following] = stamp;
                    if (segments.gate[following]) {
                        openings.add(following, at);
                    } else {
                        activations.add(at, following);
                        next.add(following);
                    }
                }
            }
            steps += 1 + behind - index[active.get(i)];
        }
    }
}
