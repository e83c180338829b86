package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.IntArena;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.Arrays;

/**
 * What is active in the midst of segments when a block begins: it goes on by itself until it has opened gates or is gone, at most as many
 * bytes as the longest segment has. One worker's, one image's.
 */
final class Remnant {
    private final NfaImage image;
    private final Segments segments;
    private final int[] seen;
    private int stamp;
    private IntArena active = new IntArena();
    private IntArena next = new IntArena();

    Remnant(Segments segments) {
        this.image = segments.image;
        this.segments = segments;
        this.seen = new int[image.states()];
    }

    /** Walks a block from a bit set of states; gates among them are open when it begins. */
    void walk(long[] states, byte[] block, int bytes, Openings openings, Activations activations) {
        active.clear();
        for (int word = 0; word < states.length; word++) {
            for (long rest = states[word]; rest != 0; rest &= rest - 1) {
                int state = 64 * word + Long.numberOfTrailingZeros(rest);
                if (segments.gate[state]) {
                    openings.add(state, -1);
                } else {
                    active.add(state);
                }
            }
        }
        for (int at = 0; at < bytes && active.size() > 0; at++) {
            step(image.classOf()[block[SegmentWalk.PAD + at] & 0xFF], at, openings, activations);
            IntArena swap = active;
            active = next;
            next = swap;
        }
    }

    private void step(int byteClass, int at, Openings openings, Activations activations) {
        int[] index = image.successorIndex();
        int[] successors = image.successors();
        next.clear();
        if (++stamp == 0) {
            Arrays.fill(seen, 0); // it came round
            stamp = 1;
        }
        for (int i = 0; i < active.size(); i++) {
            for (int s = index[active.get(i)]; s < index[active.get(i) + 1]; s++) {
                int following = successors[s];
                if (seen[following] != stamp && !segments.root[following] && image.takes(following, byteClass)) {
                    seen[following] = stamp;
                    if (segments.gate[following]) {
                        openings.add(following, at);
                    } else {
                        activations.add(at, following);
                        next.add(following);
                    }
                }
            }
        }
    }
}
