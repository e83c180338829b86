package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An automaton cut where it waits. A gate is a state that leads to itself, a root one that is enabled at every byte; what lies between
 * them, the segments, has no cycles, so that a state there is active only because of the last {@link #depth} bytes. Immutable.
 */
final class Segments {
    /** Deeper segments are not cut: the set at a block's end would cost too much. */
    private static final int DEEPEST = 512;

    static final int NEVER = Integer.MAX_VALUE;

    final NfaImage image;
    final boolean[] gate;
    final boolean[] root;

    /** By state, and one more, into the predecessors. */
    final int[] predecessorIndex;
    /** Gates, and states that a gate or a root leads to in some steps; not a state itself, none of a root. */
    final int[] predecessors;

    /** States on the shortest way from behind a gate, or from a root, to a state, both counted; {@link #NEVER} if there is no way. */
    final int[] shortest;
    /** By set: the bytes that it does not hold, of sets that a gate takes. */
    final OutsideBytes[] outside;
    /** States on the longest way through a segment, state 0 not counted. */
    final int depth;

    private Segments(NfaImage image, boolean[] gate, boolean[] root, int[] order, int depth) {
        this.image = image;
        this.gate = gate;
        this.root = root;
        this.depth = depth;
        this.shortest = shortest(order);
        this.predecessorIndex = new int[image.states() + 1];
        this.predecessors = reverse();
        this.outside = new OutsideBytes[image.setCount()];
        Arrays.fill(outside, OutsideBytes.NONE);
        for (int state = 0; state < gate.length; state++) {
            int set = image.setOf()[state];
            if (gate[state] && outside[set] == OutsideBytes.NONE) {
                outside[set] = new OutsideBytes(image, state);
            }
        }
    }

    /** Cuts an automaton; null if it does not fall apart into segments. */
    static @Nullable Segments of(NfaImage image) {
        int states = image.states();
        int[] index = image.successorIndex();
        int[] successors = image.successors();
        boolean[] root = new boolean[states];
        boolean[] gate = new boolean[states];
        for (int state : image.everyByte()) {
            root[state] = true;
            if (index(image.acceptIndex(), state) > 0) {
                return null; // every such byte reports
            }
        }
        for (int state = 1; state < states; state++) {
            for (int i = index[state]; i < index[state + 1]; i++) {
                gate[state] |= successors[i] == state && !root[state];
            }
        }
        int[] waitsFor = new int[states];
        for (int state = 0; state < states; state++) {
            for (int i = index[state]; i < index[state + 1]; i++) {
                int next = successors[i];
                if (gate[state] && gate[next] && next != state) {
                    return null; // one gate opens the other at every byte
                }
                if (!gate[state] && !gate[next] && !root[next]) {
                    waitsFor[next]++;
                }
            }
        }
        return ordered(image, gate, root, waitsFor);
    }

    private static int index(int[] index, int state) {
        return index[state + 1] - index[state];
    }

    private static @Nullable Segments ordered(NfaImage image, boolean[] gate, boolean[] root, int[] waitsFor) {
        int states = image.states();
        int[] index = image.successorIndex();
        int[] successors = image.successors();
        int[] order = new int[states];
        int[] longest = new int[states];
        int known = 0;
        int inSegments = 0;
        for (int state = 0; state < states; state++) {
            if (!gate[state]) {
                inSegments++;
                longest[state] = state == 0 ? 0 : 1;
                if (waitsFor[state] == 0) {
                    order[known++] = state;
                }
            }
        }
        int depth = 0;
        for (int done = 0; done < known; done++) {
            int state = order[done];
            depth = Math.max(depth, longest[state]);
            for (int i = index[state]; i < index[state + 1]; i++) {
                int next = successors[i];
                if (!gate[next] && !root[next]) {
                    longest[next] = Math.max(longest[next], longest[state] + 1);
                    if (--waitsFor[next] == 0) {
                        order[known++] = next;
                    }
                }
            }
        }
        boolean apart = known == inSegments && depth < DEEPEST;
        return apart ? new Segments(image, gate, root, order, depth + 1) : null;
    }

    private int[] shortest(int[] order) {
        int[] index = image.successorIndex();
        int[] successors = image.successors();
        int[] steps = new int[image.states()];
        for (int state = 0; state < steps.length; state++) {
            steps[state] = root[state] ? 1 : NEVER;
        }
        for (int state = 0; state < steps.length; state++) {
            for (int i = index[state]; gate[state] && i < index[state + 1]; i++) {
                if (successors[i] != state) {
                    steps[successors[i]] = 1;
                }
            }
        }
        for (int state : order) {
            for (int i = index[state]; steps[state] != NEVER && i < index[state + 1]; i++) {
                steps[successors[i]] = Math.min(steps[successors[i]], steps[state] + 1);
            }
        }
        return steps;
    }

    private int[] reverse() {
        int[] index = image.successorIndex();
        int[] successors = image.successors();
        for (int state = 1; state < image.states(); state++) {
            for (int i = index[state]; i < index[state + 1]; i++) {
                predecessorIndex[successors[i] + 1] += leads(state, successors[i]) ? 1 : 0;
            }
        }
        for (int state = 0; state < image.states(); state++) {
            predecessorIndex[state + 1] += predecessorIndex[state];
        }
        int[] next = predecessorIndex.clone();
        int[] reversed = new int[predecessorIndex[image.states()]];
        for (int state = 1; state < image.states(); state++) {
            for (int i = index[state]; i < index[state + 1]; i++) {
                if (leads(state, successors[i])) {
                    reversed[next[successors[i]]++] = state;
                }
            }
        }
        return reversed;
    }

    private boolean leads(int state, int next) {
        return state != next && !root[next] && (gate[state] || shortest[state] != NEVER);
    }

    /** True if a segment may begin with a state, right behind a gate or at a root. */
    boolean begins(int state) {
        if (root[state]) {
            return true;
        }
        for (int i = predecessorIndex[state]; i < predecessorIndex[state + 1]; i++) {
            if (gate[predecessors[i]]) {
                return true;
            }
        }
        return false;
    }
}
