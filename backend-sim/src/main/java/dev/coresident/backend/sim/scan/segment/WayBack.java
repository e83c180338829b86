package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.IntArena;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.Arrays;

/** Finds out whether a state is active after a byte by going back through its segment, round cycles too. One worker's, one image's. */
final class WayBack {
    private final NfaImage image;
    private final Segments segments;
    private final Openings openings;
    private final byte[] block;
    private final int[] seen;
    private int stamp;
    private IntArena here = new IntArena();
    private IntArena before = new IntArena();

    /** Steps gone so far: what confirming costs. */
    long steps;

    WayBack(Segments segments, Openings openings, byte[] block) {
        this.image = segments.image;
        this.segments = segments;
        this.openings = openings;
        this.block = block;
        this.seen = new int[image.states()];
    }

    private boolean takes(int state, int place) {
        return image.takes(state, image.classOf()[block[SegmentWalk.PAD + place] & 0xFF]);
    }

    /**
     * True if the byte at a place activates a state, by a way that begins at a root or behind a gate in this block. What it says after more
     * than some {@link #steps}, or when {@linkplain Openings#costTooMuch openings cost too much}, means nothing.
     */
    boolean activates(int target, int place, long most) {
        if (!takes(target, place)) {
            return false;
        }
        here.clear();
        here.add(target);
        for (int at = place; here.size() > 0 && steps <= most && !openings.costTooMuch(); at--) {
            before.clear();
            if (++stamp == 0) {
                Arrays.fill(seen, 0); // it came round
                stamp = 1;
            }
            for (int i = 0; i < here.size(); i++) {
                if (begins(here.get(i), at)) {
                    return true;
                }
            }
            IntArena swap = here;
            here = before;
            before = swap;
        }
        return false;
    }

    /** True if the way begins with a state; else notes what leads to it. */
    private boolean begins(int state, int place) {
        steps++;
        if (segments.root[state]) {
            return true;
        }
        int[] predecessors = segments.predecessors;
        int behind = segments.predecessorIndex[state + 1];
        for (int i = segments.predecessorIndex[state]; i < behind; i++) {
            int predecessor = predecessors[i];
            if (segments.gate[predecessor]) {
                if (openings.isOpen(predecessor, place - 1)) {
                    return true;
                }
            } else if (place > 0 && seen[predecessor] != stamp && takes(predecessor, place - 1)) {
                seen[predecessor] = stamp;
                before.add(predecessor);
            }
        }
        return false;
    }
}
