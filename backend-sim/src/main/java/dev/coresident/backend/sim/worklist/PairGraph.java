package dev.coresident.backend.sim.worklist;

import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.Arrays;

/**
 * An automaton as pairs see it: what a state leads to by a byte, the root ({@code states}) among them. Immutable; any worker.
 *
 * <p>What the root leads to is kept by class of bytes: it may be thousands of states, of which a byte takes few.
 */
public final class PairGraph {
    final NfaImage image;
    final int root;
    /** By class, and one more: where the states that the root leads to start in {@link #rootRows}. */
    final int[] rootIndex;

    final int[] rootRows;

    PairGraph(NfaImage image) {
        this.image = image;
        this.root = image.states();
        this.rootIndex = new int[image.classCount() + 1];
        int[] rows = new int[256];
        int size = 0;
        for (int byteClass = 0; byteClass < image.classCount(); byteClass++) {
            for (int state : image.everyByte()) {
                if (image.takes(state, byteClass)) {
                    rows = size == rows.length ? Arrays.copyOf(rows, 2 * size) : rows;
                    rows[size++] = state;
                }
            }
            rootIndex[byteClass + 1] = size;
        }
        this.rootRows = Arrays.copyOf(rows, size);
    }

    /** States of the automaton, without the root. */
    public int states() {
        return root;
    }

    /** Puts what a state leads to by a class of bytes into a set. */
    void follow(int state, int byteClass, PairSet into) {
        if (state == root) {
            for (int i = rootIndex[byteClass]; i < rootIndex[byteClass + 1]; i++) {
                into.add(rootRows[i]);
            }
            into.add(root);
            return;
        }
        int[] successors = image.successors();
        for (int i = image.successorIndex()[state]; i < image.successorIndex()[state + 1]; i++) {
            int next = successors[i];
            if (image.takes(next, byteClass)) {
                into.add(next);
            }
        }
    }

    /** How many of what a state leads to by a class of bytes are not in a set. */
    int countNew(int state, int byteClass, PairSet in) {
        int count = 0;
        if (state == root) {
            for (int i = rootIndex[byteClass]; i < rootIndex[byteClass + 1]; i++) {
                count += in.has(rootRows[i]) ? 0 : 1;
            }
            return count + (in.has(root) ? 0 : 1);
        }
        int[] successors = image.successors();
        for (int i = image.successorIndex()[state]; i < image.successorIndex()[state + 1]; i++) {
            int next = successors[i];
            count += !in.has(next) && image.takes(next, byteClass) ? 1 : 0;
        }
        return count;
    }

    /** The most that a state leads to by a class of bytes. */
    int mostNew(int state, int byteClass) {
        return state == root
                ? rootIndex[byteClass + 1] - rootIndex[byteClass] + 1
                : image.successorIndex()[state + 1] - image.successorIndex()[state];
    }
}
