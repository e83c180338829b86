package dev.coresident.automata.dfa;

import dev.coresident.automata.group.IntList;
import java.util.Arrays;

/**
 * Hopcroft's partition refinement over a complete automaton: O(m log n) for m moves and n states. Moves are inverted once by
 * counting; a block splits others by all classes in turn, from a copy of its members, as it may itself be split on the way.
 */
final class Minimizer {

    private final int states;
    private final int classCount;
    private final int[] inverseStarts;
    private final int[] inverseStates;

    /** States, block by block; where each stands; which block it is in. */
    private final int[] members;

    private final int[] placeOf;
    private final int[] blockOf;
    private final int[] blockStart;
    private final int[] blockEnd;
    private final int[] blockMarked;
    private int blockCount;

    private final IntList waiting = new IntList(256);
    private final boolean[] isWaiting;
    private final IntList hit = new IntList(256);

    private Minimizer(int states, int classCount, int[] transitions) {
        this.states = states;
        this.classCount = classCount;
        this.inverseStarts = new int[states * classCount + 1];
        this.inverseStates = new int[states * classCount];
        this.members = new int[states];
        this.placeOf = new int[states];
        this.blockOf = new int[states];
        this.blockStart = new int[states];
        this.blockEnd = new int[states];
        this.blockMarked = new int[states];
        this.isWaiting = new boolean[states];
        invert(transitions);
    }

    /**
     * The block of each state in the coarsest partition that respects colours and moves.
     *
     * @param transitions {@code states} rows of {@code classCount}
     * @param colours a number below {@code colourCount} per state; different colours are never joined, each occurs
     */
    static int[] blocks(int states, int classCount, int[] transitions, int[] colours, int colourCount) {
        Minimizer minimizer = new Minimizer(states, classCount, transitions);
        minimizer.colour(colours, colourCount);
        minimizer.refine();
        return minimizer.blockOf;
    }

    private void invert(int[] transitions) {
        int moves = states * classCount;
        for (int move = 0; move < moves; move++) {
            inverseStarts[key(transitions[move], move % classCount) + 1]++;
        }
        for (int i = 0; i < moves; i++) {
            inverseStarts[i + 1] += inverseStarts[i];
        }
        int[] fill = Arrays.copyOf(inverseStarts, moves);
        for (int state = 0; state < states; state++) {
            for (int byteClass = 0; byteClass < classCount; byteClass++) {
                inverseStates[fill[key(transitions[state * classCount + byteClass], byteClass)]++] = state;
            }
        }
    }

    private int key(int target, int byteClass) {
        return byteClass * states + target;
    }

    private void colour(int[] colours, int colourCount) {
        int[] starts = new int[colourCount + 1];
        for (int state = 0; state < states; state++) {
            starts[colours[state] + 1]++;
        }
        for (int colour = 0; colour < colourCount; colour++) {
            starts[colour + 1] += starts[colour];
            blockStart[colour] = starts[colour];
            blockEnd[colour] = starts[colour + 1];
            blockMarked[colour] = starts[colour];
        }
        blockCount = colourCount;
        for (int state = 0; state < states; state++) {
            int place = starts[colours[state]]++;
            members[place] = state;
            placeOf[state] = place;
            blockOf[state] = colours[state];
        }
        int largest = 0;
        for (int block = 1; block < blockCount; block++) {
            largest = size(block) > size(largest) ? block : largest;
        }
        for (int block = 0; block < blockCount; block++) {
            if (block != largest) {
                await(block);
            }
        }
    }

    private int size(int block) {
        return blockEnd[block] - blockStart[block];
    }

    private void await(int block) {
        isWaiting[block] = true;
        waiting.add(block);
    }

    private void refine() {
        int[] splitter = new int[states];
        while (waiting.size() > 0) {
            int block = waiting.removeLast();
            isWaiting[block] = false;
            int length = size(block);
            System.arraycopy(members, blockStart[block], splitter, 0, length);
            for (int byteClass = 0; byteClass < classCount; byteClass++) {
                for (int i = 0; i < length; i++) {
                    int key = key(splitter[i], byteClass);
                    for (int at = inverseStarts[key]; at < inverseStarts[key + 1]; at++) {
                        mark(inverseStates[at]);
                    }
                }
                splitMarked();
            }
        }
    }

    /** Moves a state to the front of its block; each state is marked at most once, as it has one move per class. */
    private void mark(int state) {
        int block = blockOf[state];
        int place = placeOf[state];
        int front = blockMarked[block];
        if (front == blockStart[block]) {
            hit.add(block);
        }
        int other = members[front];
        members[place] = other;
        placeOf[other] = place;
        members[front] = state;
        placeOf[state] = front;
        blockMarked[block] = front + 1;
    }

    private void splitMarked() {
        for (int i = 0; i < hit.size(); i++) {
            int block = hit.get(i);
            int marked = blockMarked[block];
            blockMarked[block] = blockStart[block];
            if (marked < blockEnd[block]) {
                split(block, marked);
            }
        }
        hit.clear();
    }

    /** The smaller part becomes the new block. */
    private void split(int block, int middle) {
        int fresh = blockCount++;
        if (middle - blockStart[block] <= blockEnd[block] - middle) {
            blockStart[fresh] = blockStart[block];
            blockEnd[fresh] = middle;
            blockStart[block] = middle;
            blockMarked[block] = middle;
        } else {
            blockStart[fresh] = middle;
            blockEnd[fresh] = blockEnd[block];
            blockEnd[block] = middle;
        }
        blockMarked[fresh] = blockStart[fresh];
        for (int place = blockStart[fresh]; place < blockEnd[fresh]; place++) {
            blockOf[members[place]] = fresh;
        }
        await(fresh);
    }
}
