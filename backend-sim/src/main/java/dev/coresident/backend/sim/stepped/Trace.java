package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.Action;
import dev.coresident.backend.sim.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A hash over all steps and faults, and the last steps if they are wanted. It grows with what it holds. */
final class Trace {
    private static final int WORDS = 6;
    private static final int SMALLEST = 64;
    private static final Action[] ACTIONS = byNumber();

    private final int most;
    private int[] words = new int[0];
    private int kept;
    private long steps;
    private long hash;

    private static Action[] byNumber() {
        Action[] actions = new Action[Action.values().length + 1];
        Arrays.fill(actions, Action.CLAIM);
        for (Action action : Action.values()) {
            actions[action.number()] = action;
        }
        return actions;
    }

    /** Keeps so many of the last steps. */
    Trace(int most) {
        this.most = most;
    }

    void add(int worker, Action action, int slot, int tenant, int first, int second) {
        mix(steps ^ ((long) action.number() << 56) ^ ((long) worker << 48));
        mix(((long) slot << 32) | (tenant & 0xFFFF_FFFFL));
        mix(((long) first << 32) | (second & 0xFFFF_FFFFL));
        if (most > 0) {
            keep(worker, action, slot, tenant, first, second);
        }
        steps++;
    }

    private void keep(int worker, Action action, int slot, int tenant, int first, int second) {
        int row = (int) (steps % most);
        if (row >= kept) {
            kept = row + 1;
            if (kept * WORDS > words.length) {
                words = Arrays.copyOf(words, Math.max(SMALLEST, 2 * kept) * WORDS);
            }
        }
        int at = row * WORDS;
        words[at] = worker;
        words[at + 1] = action.number();
        words[at + 2] = slot;
        words[at + 3] = tenant;
        words[at + 4] = first;
        words[at + 5] = second;
    }

    /** A fault is no step, but two runs with other faults have other hashes. */
    void fault(int kind, long first, long second) {
        mix(~(long) kind);
        mix(first);
        mix(second);
    }

    private void mix(long value) {
        long mixed = (hash ^ value) * 0x9E37_79B9_7F4A_7C15L;
        hash = mixed ^ (mixed >>> 32);
    }

    long steps() {
        return steps;
    }

    long hash() {
        return hash;
    }

    List<Step> last() {
        List<Step> last = new ArrayList<>(kept);
        for (long number = steps - kept; number < steps; number++) {
            int at = (int) (number % most) * WORDS;
            last.add(new Step(
                    number,
                    words[at],
                    ACTIONS[words[at + 1]],
                    words[at + 2],
                    words[at + 3],
                    words[at + 4],
                    words[at + 5]));
        }
        return List.copyOf(last);
    }
}
