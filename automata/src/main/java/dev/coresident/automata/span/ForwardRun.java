package dev.coresident.automata.span;

import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.syntax.AssertionKind;

/**
 * Runs a rule's program over the input, each state with the smallest start that leads to it (Pike's threads, ordered by start
 * instead of by preference), until the leftmost-longest match is decided.
 */
final class ForwardRun {

    private final Nfa nfa;
    private final ByteSource source;
    private final int[] seen;
    private final int[] stack;
    private int stamp;

    /** Threads at {@link #place}, by ascending start. */
    private int[] states;

    private long[] starts;
    private int count;
    private int[] nextStates;
    private long[] nextStarts;
    private int nextCount;

    private long place = -1;
    private boolean matched;
    private long bestStart;
    private long bestEnd;

    ForwardRun(Nfa nfa, ByteSource source) {
        this.nfa = nfa;
        this.source = source;
        this.seen = new int[nfa.size()];
        this.stack = new int[nfa.size() + 1];
        this.states = new int[nfa.size()];
        this.nextStates = new int[nfa.size()];
        this.starts = new long[nfa.size()];
        this.nextStarts = new long[nfa.size()];
    }

    /** Where the last search for a first end gave up, with all open matches in hand; -1 if none can go on. */
    long resumable() {
        return place;
    }

    /** Forgets open matches. */
    void restart() {
        place = -1;
    }

    /**
     * Searches the match with the smallest start from {@code from} on, which is at most {@code firstEnd}, and its longest end. No
     * match that starts there ends before {@code firstEnd}.
     *
     * @param from where to begin, unless the run resumes; nothing that starts earlier is open
     * @return whether there is one; if not, the run can resume with a later first end
     */
    boolean search(long from, long firstEnd) {
        matched = false;
        if (place < 0) {
            place = from;
            count = 0;
            stamp++;
            enter(nfa.start(), from);
            swap();
        }
        while (true) {
            if (matched) {
                dropLaterStarts();
                if (count == 0) {
                    break;
                }
            } else if (place == firstEnd) {
                return false;
            }
            if (place == source.length()) {
                break;
            }
            step(firstEnd);
        }
        place = -1;
        return matched;
    }

    private void step(long firstEnd) {
        int value = source.byteAt(place);
        place++;
        stamp++;
        nextCount = 0;
        for (int i = 0; i < count && !(matched && starts[i] > bestStart); i++) {
            if (nfa.set(states[i]).contains(value)) {
                enter(nfa.next(states[i]), starts[i]);
            }
        }
        if (!matched && place <= firstEnd) {
            enter(nfa.start(), place);
        }
        swap();
    }

    private void swap() {
        int[] freeStates = states;
        long[] freeStarts = starts;
        states = nextStates;
        starts = nextStarts;
        count = nextCount;
        nextStates = freeStates;
        nextStarts = freeStarts;
        nextCount = 0;
    }

    private void dropLaterStarts() {
        while (count > 0 && starts[count - 1] > bestStart) {
            count--;
        }
    }

    /** Adds what {@code entry} leads to at this place; threads come by ascending start, so the first to reach a state keeps it. */
    private void enter(int entry, long start) {
        int depth = push(entry, 0);
        while (depth > 0) {
            int state = stack[--depth];
            switch (nfa.operation(state)) {
                case Nfa.CONSUME -> {
                    nextStates[nextCount] = state;
                    nextStarts[nextCount++] = start;
                }
                case Nfa.SPLIT -> {
                    depth = push(nfa.other(state), depth);
                    depth = push(nfa.next(state), depth);
                }
                case Nfa.ASSERT -> {
                    if (holds(nfa.assertion(state))) {
                        depth = push(nfa.next(state), depth);
                    }
                }
                case Nfa.ACCEPT -> {
                    if (!matched || start <= bestStart) {
                        matched = true;
                        bestStart = start;
                        bestEnd = place;
                    }
                }
                default -> {}
            }
        }
    }

    private int push(int state, int depth) {
        if (seen[state] == stamp) {
            return depth;
        }
        seen[state] = stamp;
        stack[depth] = state;
        return depth + 1;
    }

    private boolean holds(AssertionKind kind) {
        return Surroundings.hold(
                kind,
                place == 0 ? Surroundings.NO_BYTE : source.byteAt(place - 1),
                place == source.length() ? Surroundings.NO_BYTE : source.byteAt(place),
                place == source.length() - 1);
    }

    long bestStart() {
        return bestStart;
    }

    long bestEnd() {
        return bestEnd;
    }
}
