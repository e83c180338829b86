package dev.coresident.backend.sim.scan.nfa;

import java.util.ArrayList;
import java.util.List;

/**
 * The automata that one worker has begun, at most {@link #MOST} and together at most as many bytes as {@link #MOST_BYTES} besides the one
 * in use; the one that was used longest ago goes first. Of each worker its own: no locks, and what is built for nothing is bounded.
 */
final class LazyAutomata {
    private static final int MOST = 16;
    private static final long MOST_BYTES = 160L << 20;

    private final CacheLimits limits;
    /** The last one was used last. */
    private final List<LazyAutomaton> automata = new ArrayList<>();

    private long evicted;

    LazyAutomata(CacheLimits limits) {
        this.limits = limits;
    }

    LazyAutomaton of(NfaImage image) {
        int last = automata.size() - 1;
        for (int i = last; i >= 0; i--) {
            LazyAutomaton automaton = automata.get(i);
            if (automaton.image == image) {
                if (i < last) {
                    automata.remove(i);
                    automata.add(automaton);
                }
                return automaton;
            }
        }
        makeRoom();
        LazyAutomaton fresh = new LazyAutomaton(image, limits);
        automata.add(fresh);
        return fresh;
    }

    private void makeRoom() {
        long bytes = automata.stream().mapToLong(LazyAutomaton::allBytes).sum();
        while (!automata.isEmpty() && (automata.size() >= MOST || bytes > MOST_BYTES)) {
            bytes -= automata.removeFirst().allBytes();
            evicted++;
        }
    }

    long evicted() {
        return evicted;
    }
}
