package dev.coresident.automata.span;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.automata.nfa.Nfa;
import java.util.Arrays;

/** One byte backwards, from a set of a program's states to those that lead there, every assertion taken as true. One thread. */
final class BackwardStep {

    /** Arrays of a word for each state. */
    static final int ARRAYS = 3;

    private final BackwardProgram program;
    private final Nfa nfa;
    private final int[] seen;
    private int stamp;
    private int[] alive;
    private int[] before;
    private int aliveCount;
    private int beforeCount;
    private boolean startsHere;

    BackwardStep(BackwardProgram program) {
        this.program = program;
        this.nfa = program.nfa();
        this.seen = new int[nfa.size()];
        this.alive = new int[nfa.size()];
        this.before = new int[nfa.size()];
    }

    void load(ImmutableIntArray states) {
        aliveCount = states.length();
        for (int i = 0; i < aliveCount; i++) {
            alive[i] = states.get(i);
        }
    }

    void loadAll() {
        aliveCount = nfa.size();
        for (int state = 0; state < aliveCount; state++) {
            alive[state] = state;
        }
    }

    void take(int value) {
        stamp++;
        beforeCount = 0;
        startsHere = false;
        for (int i = 0; i < aliveCount; i++) {
            int state = alive[i];
            for (int at = program.firstSource(state); at < program.endOfSources(state); at++) {
                int from = program.source(at);
                if (nfa.operation(from) == Nfa.CONSUME && nfa.set(from).contains(value)) {
                    add(from);
                }
            }
        }
        for (int i = 0; i < beforeCount; i++) {
            int state = before[i];
            startsHere |= state == nfa.start();
            for (int at = program.firstSource(state); at < program.endOfSources(state); at++) {
                int from = program.source(at);
                if (nfa.operation(from) != Nfa.CONSUME) {
                    add(from);
                }
            }
        }
        int[] free = alive;
        alive = before;
        before = free;
        aliveCount = beforeCount;
    }

    private void add(int state) {
        if (seen[state] != stamp) {
            seen[state] = stamp;
            before[beforeCount++] = state;
        }
    }

    boolean isDead() {
        return aliveCount == 0;
    }

    /** Whether a match may start before the byte that was taken. */
    boolean startsHere() {
        return startsHere;
    }

    /** Where it is now, ascending. */
    ImmutableIntArray states() {
        Arrays.sort(alive, 0, aliveCount);
        return ImmutableIntArray.copyOf(Arrays.copyOf(alive, aliveCount));
    }
}
