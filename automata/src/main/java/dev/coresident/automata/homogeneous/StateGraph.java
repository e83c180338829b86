package dev.coresident.automata.homogeneous;

import dev.coresident.automata.nfa.ByteSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The growing states of an automaton. Lists are ascending, shared and never changed in place. */
final class StateGraph {

    /** Number 0 is the empty set. */
    private final Map<ByteSet, Integer> setNumbers = new HashMap<>();

    private final List<ByteSet> sets = new ArrayList<>();
    private int[] setOf = new int[256];
    private int[][] successors = new int[256][];
    private int[][] accepts = new int[256][];
    private int[][] ends = new int[256][];
    private final BitSet everyByte = new BitSet();
    private int size;
    private long words;

    int add(ByteSet set) {
        if (size == setOf.length) {
            setOf = Arrays.copyOf(setOf, 2 * size);
            successors = Arrays.copyOf(successors, 2 * size);
            accepts = Arrays.copyOf(accepts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        setOf[size] = setNumber(set);
        return size++;
    }

    int setNumber(ByteSet set) {
        Integer fresh = setNumbers.size();
        Integer known = setNumbers.putIfAbsent(set, fresh);
        if (known == null) {
            sets.add(set);
        }
        return known == null ? fresh : known;
    }

    ByteSet set(int number) {
        return sets.get(number);
    }

    void fill(int state, int[] following, int[] accepting, int[] ending) {
        successors[state] = following;
        accepts[state] = accepting;
        ends[state] = ending;
        words += 4L + following.length + accepting.length + ending.length;
    }

    void enableAlways(int state) {
        everyByte.set(state);
    }

    /** What follows each of the first {@code always} states, of which one is active at every place, is enabled at every byte. */
    void hoist(int always) {
        int[] common = successors[0];
        for (int state = 1; state < always; state++) {
            int[] others = successors[state];
            common = Arrays.stream(common)
                    .filter(s -> Arrays.binarySearch(others, s) >= 0)
                    .toArray();
        }
        for (int state : common) {
            enableAlways(state);
        }
        for (int state = 0; state < always; state++) {
            successors[state] = without(successors[state], common);
        }
    }

    private static int[] without(int[] values, int[] removed) {
        return Arrays.stream(values)
                .filter(s -> Arrays.binarySearch(removed, s) < 0)
                .toArray();
    }

    /** Bytes that an image of these states would take, nearly. */
    long bytes() {
        return 4 * words;
    }

    int size() {
        return size;
    }

    int[] setOf() {
        return Arrays.copyOf(setOf, size);
    }

    BitSet everyByte() {
        return everyByte;
    }

    int[][] successors() {
        return Arrays.copyOf(successors, size);
    }

    int[][] accepts() {
        return Arrays.copyOf(accepts, size);
    }

    int[][] ends() {
        return Arrays.copyOf(ends, size);
    }
}
