package dev.coresident.backend.sim.worklist;

import dev.coresident.backend.sim.scan.nfa.NfaImage;

/**
 * An automaton as pairs see it: what a state leads to by a byte, the root ({@code states}) among them. Immutable; any worker.
 *
 * <p>What the root leads to is kept by class of bytes: it may be thousands of states, of which a byte takes few. A state that most bytes
 * lead to stands in the rows of most classes; where the rows would be longer than a bound, none are kept and each state is asked instead.
 */
public final class PairGraph {
    final NfaImage image;
    final int root;
    /** By class, and one more: where the states that the root leads to start in {@link #rootRows}; empty if no rows are kept. */
    private final int[] rootIndex;

    private final int[] rootRows;

    /**
     * Of an image.
     *
     * @param mostRootStates bound on the states in the rows of the root, all rows together
     */
    PairGraph(NfaImage image, int mostRootStates) {
        this.image = image;
        this.root = image.states();
        long size = rootStates(image);
        if (size > mostRootStates) {
            this.rootIndex = new int[0];
            this.rootRows = new int[0];
            return;
        }
        this.rootIndex = new int[image.classCount() + 1];
        this.rootRows = new int[(int) size];
        for (int state : image.everyByte()) {
            for (int at = image.nextClass(state, 0); at >= 0; at = image.nextClass(state, at + 1)) {
                rootIndex[at + 1]++;
            }
        }
        for (int byteClass = 0; byteClass < image.classCount(); byteClass++) {
            rootIndex[byteClass + 1] += rootIndex[byteClass];
        }
        int[] next = rootIndex.clone();
        for (int state : image.everyByte()) {
            for (int at = image.nextClass(state, 0); at >= 0; at = image.nextClass(state, at + 1)) {
                rootRows[next[at]++] = state;
            }
        }
    }

    /** How many states the rows of an image's root have, all rows together. */
    private static long rootStates(NfaImage image) {
        long size = 0;
        for (int state : image.everyByte()) {
            size += image.classesOf(state);
        }
        return size;
    }

    /** Bytes that a graph of an image keeps beyond the image. */
    static long bytes(NfaImage image, int mostRootStates) {
        long size = rootStates(image);
        return size > mostRootStates ? 0 : Integer.BYTES * (size + image.classCount() + 1);
    }

    /** True if what the root leads to is kept. */
    boolean keepsRows() {
        return rootIndex.length > 0;
    }

    /** States of the automaton, without the root. */
    public int states() {
        return root;
    }

    /** Puts what a state leads to by a class of bytes into a set. */
    void follow(int state, int byteClass, PairSet into) {
        if (state == root) {
            followRoot(byteClass, into);
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

    private void followRoot(int byteClass, PairSet into) {
        if (keepsRows()) {
            for (int i = rootIndex[byteClass]; i < rootIndex[byteClass + 1]; i++) {
                into.add(rootRows[i]);
            }
        } else {
            for (int state : image.everyByte()) {
                if (image.takes(state, byteClass)) {
                    into.add(state);
                }
            }
        }
        into.add(root);
    }

    /** How many of what a state leads to by a class of bytes are not in a set. */
    int countNew(int state, int byteClass, PairSet in) {
        if (state == root) {
            return countNewOfRoot(byteClass, in);
        }
        int count = 0;
        int[] successors = image.successors();
        for (int i = image.successorIndex()[state]; i < image.successorIndex()[state + 1]; i++) {
            int next = successors[i];
            count += !in.has(next) && image.takes(next, byteClass) ? 1 : 0;
        }
        return count;
    }

    private int countNewOfRoot(int byteClass, PairSet in) {
        int count = in.has(root) ? 0 : 1;
        if (keepsRows()) {
            for (int i = rootIndex[byteClass]; i < rootIndex[byteClass + 1]; i++) {
                count += in.has(rootRows[i]) ? 0 : 1;
            }
        } else {
            for (int state : image.everyByte()) {
                count += !in.has(state) && image.takes(state, byteClass) ? 1 : 0;
            }
        }
        return count;
    }

    /** The most that a state leads to by a class of bytes. */
    int mostNew(int state, int byteClass) {
        if (state == root) {
            return 1 + (keepsRows() ? rootIndex[byteClass + 1] - rootIndex[byteClass] : image.everyByte().length);
        }
        return image.successorIndex()[state + 1] - image.successorIndex()[state];
    }
}
