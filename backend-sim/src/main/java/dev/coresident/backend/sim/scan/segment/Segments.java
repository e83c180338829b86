package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An automaton cut where it waits. A gate is a state that leads to itself over most bytes, a root one that is enabled at every byte; what
 * lies between them are the segments. Most of their states are active only because of the last {@link #depth} bytes; the others, on a
 * cycle or on the way to one, are named {@link #lasting}. Immutable.
 */
final class Segments {
    /** Deeper segments are not cut: the set at a block's end would cost too much. */
    private static final int DEEPEST = 512;
    /** A state that leads to itself over fewer bytes is soon left again: going through it costs less than keeping an account of it. */
    private static final int GATE_BYTES = 128;

    private static final int BYTES = 256;

    static final int NEVER = Integer.MAX_VALUE;

    final NfaImage image;
    final boolean[] gate;
    final boolean[] root;

    /** By state, and one more, into the predecessors. */
    final int[] predecessorIndex;
    /** Gates, and states that a gate or a root leads to in some steps; none of a root, and a gate not of itself. */
    final int[] predecessors;

    /**
     * States on the shortest way from behind a gate, or from a root, to a state, both counted; {@link #NEVER} if there is no way, as there
     * is none to or through a state that takes no byte.
     */
    final int[] shortest;
    /** By set: the bytes that it does not hold, of sets that a gate takes. */
    final OutsideBytes[] outside;
    /** States, ascending, that are in no gate's place and may stay active, or lead to one that may. */
    final int[] lasting;
    /** States on the longest way through a segment that passes no lasting one, state 0 not counted. */
    final int depth;

    private Segments(NfaImage image, boolean[] gate, boolean[] root, Longest longest) {
        this.image = image;
        this.gate = gate;
        this.root = root;
        this.depth = longest.depth + 1;
        this.lasting = longest.lasting;
        this.shortest = shortest();
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

    /** Cuts an automaton; null if it has a root that reports, or segments too deep. */
    static @Nullable Segments of(NfaImage image) {
        int states = image.states();
        boolean[] root = new boolean[states];
        for (int state : image.everyByte()) {
            root[state] = true;
            if (image.acceptIndex()[state + 1] > image.acceptIndex()[state]) {
                return null; // every such byte reports
            }
        }
        boolean[] gate = gates(image, root);
        Longest longest = Longest.of(image, gate, root);
        return longest.depth < DEEPEST ? new Segments(image, gate, root, longest) : null;
    }

    private static boolean[] gates(NfaImage image, boolean[] root) {
        int[] index = image.successorIndex();
        int[] successors = image.successors();
        boolean[] gate = new boolean[image.states()];
        for (int state = 1; state < gate.length; state++) {
            gate[state] = !root[state]
                    && Arrays.binarySearch(successors, index[state], index[state + 1], state) >= 0
                    && bytes(image, state) >= GATE_BYTES;
        }
        for (int state = 1; state < gate.length; state++) {
            for (int i = index[state]; gate[state] && i < index[state + 1]; i++) {
                if (successors[i] != state) {
                    gate[successors[i]] =
                            false; // one opens the other at every byte: that is no place to keep an account of
                }
            }
        }
        return gate;
    }

    private static int bytes(NfaImage image, int state) {
        int bytes = 0;
        for (int value = 0; value < BYTES; value++) {
            bytes += image.takes(state, image.classOf()[value]) ? 1 : 0;
        }
        return bytes;
    }

    private int[] shortest() {
        int[] index = image.successorIndex();
        int[] successors = image.successors();
        int[] steps = new int[image.states()];
        int[] order = new int[steps.length];
        int known = 0;
        Arrays.fill(steps, NEVER);
        for (int state = 1; state < steps.length; state++) {
            if (root[state] && image.classesOf(state) > 0) {
                steps[state] = 1;
                order[known++] = state;
            }
        }
        for (int state = 1; state < steps.length; state++) {
            for (int i = index[state]; gate[state] && i < index[state + 1]; i++) {
                if (successors[i] != state && steps[successors[i]] == NEVER && image.classesOf(successors[i]) > 0) {
                    steps[successors[i]] = 1;
                    order[known++] = successors[i];
                }
            }
        }
        for (int done = 0; done < known; done++) {
            int state = order[done];
            for (int i = index[state]; !gate[state] && i < index[state + 1]; i++) {
                if (steps[successors[i]] == NEVER && image.classesOf(successors[i]) > 0) {
                    steps[successors[i]] = steps[state] + 1;
                    order[known++] = successors[i];
                }
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
        return !root[next] && (gate[state] ? state != next : shortest[state] != NEVER);
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
