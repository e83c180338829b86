package dev.coresident.automata.span;

import dev.coresident.automata.nfa.Nfa;

/** The moves of a program turned around, linear in its states. Immutable. */
final class BackwardProgram {

    private final Nfa nfa;

    /** By state: where its predecessors start in {@link #sources}. */
    private final int[] offsets;

    private final int[] sources;

    BackwardProgram(Nfa nfa) {
        this.nfa = nfa;
        int size = nfa.size();
        this.offsets = new int[size + 2];
        for (int state = 0; state < size; state++) {
            for (int way = 0; way < ways(state); way++) {
                offsets[target(state, way) + 2]++;
            }
        }
        for (int state = 0; state < size; state++) {
            offsets[state + 2] += offsets[state + 1];
        }
        this.sources = new int[offsets[size + 1]];
        for (int state = 0; state < size; state++) {
            for (int way = 0; way < ways(state); way++) {
                sources[offsets[target(state, way) + 1]++] = state;
            }
        }
    }

    private int ways(int state) {
        return switch (nfa.operation(state)) {
            case Nfa.SPLIT -> 2;
            case Nfa.CONSUME, Nfa.ASSERT -> 1;
            default -> 0;
        };
    }

    private int target(int state, int way) {
        return way == 0 ? nfa.next(state) : nfa.other(state);
    }

    Nfa nfa() {
        return nfa;
    }

    int firstSource(int state) {
        return offsets[state];
    }

    int endOfSources(int state) {
        return offsets[state + 1];
    }

    int source(int index) {
        return sources[index];
    }
}
