package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.Action;
import dev.coresident.backend.sim.SimControl;
import dev.coresident.backend.sim.Step;
import java.util.ArrayList;
import java.util.List;

/** The last steps, and a hash over all of them. */
final class Trace {
    private static final int WORDS = 5;
    private static final int MASK = SimControl.TRACE_STEPS - 1;

    private final Action[] actions = new Action[SimControl.TRACE_STEPS];
    private final int[] words = new int[SimControl.TRACE_STEPS * WORDS];
    private long steps;
    private long hash;

    void add(int worker, Action action, int slot, int tenant, int first, int second) {
        int at = (int) (steps & MASK) * WORDS;
        words[at] = worker;
        words[at + 1] = slot;
        words[at + 2] = tenant;
        words[at + 3] = first;
        words[at + 4] = second;
        actions[(int) (steps & MASK)] = action;
        mix(steps);
        mix(action.number());
        for (int word = 0; word < WORDS; word++) {
            mix(words[at + word]);
        }
        steps++;
    }

    private void mix(long value) {
        hash = (hash ^ value) * 0x9E37_79B9_7F4A_7C15L;
        hash ^= hash >>> 32;
    }

    long steps() {
        return steps;
    }

    long hash() {
        return hash;
    }

    List<Step> last() {
        List<Step> last = new ArrayList<>();
        for (long number = Math.max(0, steps - SimControl.TRACE_STEPS); number < steps; number++) {
            int at = (int) (number & MASK) * WORDS;
            Action action = actions[(int) (number & MASK)];
            last.add(new Step(number, words[at], action, words[at + 1], words[at + 2], words[at + 3], words[at + 4]));
        }
        return List.copyOf(last);
    }
}
