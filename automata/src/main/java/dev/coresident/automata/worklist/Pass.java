package dev.coresident.automata.worklist;

import dev.coresident.automata.worklist.frontier.Ends;
import dev.coresident.automata.worklist.frontier.Frontier;
import dev.coresident.automata.worklist.frontier.Wave;

/** One mode over a frontier: what it found, what it left, what it took. Filled again and again. One thread. */
final class Pass {
    final Frontier frontier = new Frontier();
    final Ends ends = new Ends();
    private long begun;
    private long nanos;
    private long visits;
    private int slots;
    private int spills;

    void begin(Frontier from) {
        frontier.copy(from);
        ends.clear();
        nanos = 0;
        visits = 0;
        slots = 0;
        spills = 0;
        begun = System.nanoTime();
    }

    void ran(Wave wave) {
        nanos = System.nanoTime() - begun;
        visits += wave.visits();
        slots += wave.slots();
        spills += wave.spills();
    }

    long nanos() {
        return nanos;
    }

    long visits() {
        return visits;
    }

    int slots() {
        return slots;
    }

    int spills() {
        return spills;
    }

    boolean foundWhat(Pass other) {
        return frontier.hasPairsOf(other.frontier) && ends.hasAllOf(other.ends);
    }
}
