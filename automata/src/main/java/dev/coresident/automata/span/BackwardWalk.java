package dev.coresident.automata.span;

import dev.coresident.automata.nfa.Nfa;

/**
 * Finds where the earliest match that may be open at a place began: from all states at that place backwards, every assertion taken
 * as true. What it finds may be too early, never too late.
 *
 * <p>It remembers its last answer: a walk that is still alive at the last place ends there, so walks over ascending places read
 * each byte at most once.
 */
final class BackwardWalk {

    private final BackwardProgram program;
    private final Nfa nfa;
    private final ByteSource source;
    private final int[] seen;
    private int stamp;
    private int[] alive;
    private int[] before;
    private int aliveCount;
    private int beforeCount;
    private boolean startsHere;
    private long lastPlace = -1;
    private long lastAnswer;

    BackwardWalk(BackwardProgram program, ByteSource source) {
        this.program = program;
        this.nfa = program.nfa();
        this.source = source;
        this.seen = new int[nfa.size()];
        this.alive = new int[nfa.size()];
        this.before = new int[nfa.size()];
    }

    /** A lower bound, from {@code floor} to {@code place}, of the starts of matches open at {@code place}. */
    long earliestStart(long place, long floor) {
        long earliest = place;
        long at = place;
        aliveCount = 0;
        for (int state = 0; state < nfa.size(); state++) {
            alive[aliveCount++] = state;
        }
        while (at > floor && aliveCount > 0) {
            if (at == lastPlace) {
                earliest = Math.min(earliest, Math.max(lastAnswer, floor));
                break;
            }
            at--;
            step(source.byteAt(at));
            if (startsHere) {
                earliest = at;
            }
        }
        lastPlace = place;
        // Nothing that is open at the place began before it: a later walk that comes down to here has nothing to add
        // either.
        lastAnswer = earliest == place ? Long.MAX_VALUE : earliest;
        return earliest;
    }

    private void step(int value) {
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
}
