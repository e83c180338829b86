package dev.coresident.automata.nfa;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The lengths of the ways through a program, from its start to its end. States that lie on no such way are left out first; what is
 * left is taken in topological order (Kahn's), which ends early exactly when there is a loop.
 */
final class Ways {

    private final Nfa nfa;
    private final int size;

    /** By state, how often it is entered by states that lie on a way and are not yet taken. */
    private final int[] entries;

    private final boolean[] leadsToEnd;

    Ways(Nfa nfa) {
        this.nfa = nfa;
        this.size = nfa.size();
        this.entries = new int[size];
        this.leadsToEnd = new boolean[size];
    }

    MatchLength length() {
        int[] reached = reachable();
        markLeadingToEnd(reached);
        if (!leadsToEnd[nfa.start()]) {
            return new MatchLength(0, 0);
        }
        for (int state : reached) {
            for (int way = 0; leadsToEnd[state] && way < ways(state); way++) {
                entries[target(state, way)]++;
            }
        }
        long[] longest = new long[size];
        long max = longest(longest) ? longest[0] : MatchLength.UNBOUNDED;
        return new MatchLength(shortest(), max);
    }

    /** Fills {@code longest} by state; false if there is a loop. */
    private boolean longest(long[] longest) {
        if (entries[nfa.start()] > 0) {
            return false;
        }
        int[] queue = new int[size];
        int filled = 0;
        queue[filled++] = nfa.start();
        for (int at = 0; at < filled; at++) {
            int state = queue[at];
            for (int way = 0; way < ways(state); way++) {
                int target = target(state, way);
                if (leadsToEnd[target]) {
                    longest[target] = Math.max(longest[target], longest[state] + bytes(state));
                    if (--entries[target] == 0) {
                        queue[filled++] = target;
                    }
                }
            }
        }
        return Arrays.stream(queue, 0, filled).anyMatch(state -> nfa.operation(state) == Nfa.ACCEPT);
    }

    /** Breadth first; what costs no byte goes in front. */
    private long shortest() {
        long[] distance = new long[size];
        Arrays.fill(distance, MatchLength.UNBOUNDED);
        ArrayDeque<Integer> open = new ArrayDeque<>();
        distance[nfa.start()] = 0;
        open.add(nfa.start());
        while (!open.isEmpty()) {
            int state = open.removeFirst();
            for (int way = 0; way < ways(state); way++) {
                int target = target(state, way);
                if (leadsToEnd[target] && distance[state] + bytes(state) < distance[target]) {
                    distance[target] = distance[state] + bytes(state);
                    if (bytes(state) == 0) {
                        open.addFirst(target);
                    } else {
                        open.addLast(target);
                    }
                }
            }
        }
        return distance[0];
    }

    private int[] reachable() {
        boolean[] seen = new boolean[size];
        int[] stack = new int[size];
        int filled = 0;
        seen[nfa.start()] = true;
        stack[filled++] = nfa.start();
        for (int at = 0; at < filled; at++) {
            for (int way = 0; way < ways(stack[at]); way++) {
                int target = target(stack[at], way);
                if (!seen[target]) {
                    seen[target] = true;
                    stack[filled++] = target;
                }
            }
        }
        return Arrays.copyOf(stack, filled);
    }

    private void markLeadingToEnd(int[] reached) {
        int[] firstEntry = new int[size + 1];
        for (int state : reached) {
            for (int way = 0; way < ways(state); way++) {
                firstEntry[target(state, way) + 1]++;
            }
        }
        for (int state = 0; state < size; state++) {
            firstEntry[state + 1] += firstEntry[state];
        }
        int[] sources = new int[firstEntry[size]];
        int[] next = Arrays.copyOf(firstEntry, size);
        for (int state : reached) {
            for (int way = 0; way < ways(state); way++) {
                sources[next[target(state, way)]++] = state;
            }
        }
        int[] stack = new int[size];
        int filled = 0;
        leadsToEnd[0] = true;
        stack[filled++] = 0;
        while (filled > 0) {
            int state = stack[--filled];
            for (int at = firstEntry[state]; at < firstEntry[state + 1]; at++) {
                if (!leadsToEnd[sources[at]]) {
                    leadsToEnd[sources[at]] = true;
                    stack[filled++] = sources[at];
                }
            }
        }
    }

    private int ways(int state) {
        return switch (nfa.operation(state)) {
            case Nfa.SPLIT -> 2;
            case Nfa.CONSUME -> nfa.set(state).isEmpty() ? 0 : 1;
            case Nfa.ASSERT -> 1;
            default -> 0;
        };
    }

    private int target(int state, int way) {
        return way == 0 ? nfa.next(state) : nfa.other(state);
    }

    private int bytes(int state) {
        return nfa.operation(state) == Nfa.CONSUME ? 1 : 0;
    }
}
