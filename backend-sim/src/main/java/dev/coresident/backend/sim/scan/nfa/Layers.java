package dev.coresident.backend.sim.scan.nfa;

import java.util.ArrayDeque;
import java.util.BitSet;

/**
 * Parts an image's states in two: those that a waiting state leads to, itself included, and the others, which come before. A waiting
 * state leads to itself over most bytes, as {@code .*} does: once active it stays. In one automaton what waits multiplies with what
 * moves in front of it; in two it does not.
 *
 * <p>States enabled at every byte are active by the byte alone, and state 0 by the place alone; so these may stand in both, each with its
 * own share of successors. A state behind that a state in front leads to stands in front too, as a gate.
 */
final class Layers {
    /** A set of so many bytes lets a state wait. */
    private static final int WIDE = 96;

    private final NfaImage image;
    private final BitSet shared = new BitSet();
    private final BitSet behind = new BitSet();

    Layers(NfaImage image) {
        this.image = image;
        shared.set(0);
        for (int state : image.everyByte) {
            shared.set(state);
        }
        findBehind();
    }

    private void findBehind() {
        for (int state = 0; state < image.states; state++) {
            if (!shared.get(state) && image.classes.bytesInSet(image.setOf[state]) >= WIDE && leadsToItself(state)) {
                addWithFollowers(state);
            }
        }
        BitSet late = lateEntries();
        for (int state = 1; state < image.states; state++) {
            if (!shared.get(state) && !late.get(state) && leadsBehind(state)) {
                addWithFollowers(state);
            }
        }
    }

    private void addWithFollowers(int first) {
        ArrayDeque<Integer> waiting = new ArrayDeque<>();
        waiting.add(first);
        while (!waiting.isEmpty()) {
            int state = waiting.remove();
            if (!shared.get(state) && !behind.get(state)) {
                behind.set(state);
                for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
                    waiting.add(image.successors[i]);
                }
            }
        }
    }

    /**
     * States that one which is not shared leads to, itself left out. The others are entered by the second byte of a match: often, so that
     * one that leads behind would open its gates all the time. These stand behind themselves.
     */
    private BitSet lateEntries() {
        BitSet late = new BitSet();
        for (int state = 0; state < image.states; state++) {
            for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
                if (!shared.get(state) && image.successors[i] != state) {
                    late.set(image.successors[i]);
                }
            }
        }
        return late;
    }

    private boolean leadsBehind(int state) {
        for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
            if (behind.get(image.successors[i])) {
                return true;
            }
        }
        return false;
    }

    private boolean leadsToItself(int state) {
        for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
            if (image.successors[i] == state) {
                return true;
            }
        }
        return false;
    }

    /** All states that are not behind, and a gate for each state behind that one of them leads to. */
    Layer front() {
        BitSet own = new BitSet();
        own.set(0, image.states);
        own.andNot(behind);
        BitSet gates = new BitSet();
        for (int state = own.nextSetBit(0); state >= 0; state = own.nextSetBit(state + 1)) {
            for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
                if (!shared.get(state) && behind.get(image.successors[i])) {
                    gates.set(image.successors[i]);
                }
            }
        }
        return new LayerCopy(image, own, gates, shared, true).layer();
    }

    /** The states behind, and those of both that lead to one. */
    Layer back() {
        BitSet own = (BitSet) behind.clone();
        for (int state = shared.nextSetBit(0); state >= 0; state = shared.nextSetBit(state + 1)) {
            for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
                if (behind.get(image.successors[i])) {
                    own.set(state);
                }
            }
        }
        return new LayerCopy(image, own, new BitSet(), shared, false).layer();
    }
}
