package dev.coresident.backend.sim.scan.nfa;

import dev.coresident.oracles.SetAutomaton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Automata shaped like those of rule sets: texts, small sets, alternatives and optional parts, with states between them that wait, anchored
 * or not; now and then a part that repeats, a state that waits right behind another, an edge across.
 */
public final class RuleShapes {
    private static final int RULES = 20;
    private static final int BYTES = 256;

    private final SplittableRandom random;
    private final int letters;
    private final List<BitSet> sets = new ArrayList<>();
    private final List<Integer> setOf = new ArrayList<>();
    private final List<TreeSet<Integer>> successors = new ArrayList<>();
    private final List<TreeSet<Integer>> accepts = new ArrayList<>();
    private final TreeSet<Integer> everyByte = new TreeSet<>();

    private RuleShapes(SplittableRandom random, int letters) {
        this.random = random;
        this.letters = letters;
        state(new BitSet());
    }

    /**
     * Draws one.
     *
     * @param letters letters of the alphabet, from byte 0 on
     */
    public static SetAutomaton draw(SplittableRandom random, int rules, int letters) {
        RuleShapes shapes = new RuleShapes(random, letters);
        for (int rule = 0; rule < rules; rule++) {
            shapes.rule(rule % RULES);
        }
        shapes.across();
        return shapes.automaton();
    }

    private void rule(int rule) {
        boolean anchored = random.nextInt(4) == 0;
        List<Integer> ends = anchored ? List.of(0) : List.of();
        int segments = 1 + random.nextInt(3);
        for (int segment = 0; segment < segments; segment++) {
            if (segment > 0) {
                ends = gate(ends, rule);
                while (random.nextInt(6) == 0) {
                    ends = gate(ends, rule);
                }
            }
            int first = setOf.size();
            ends = segment(ends, segment == 0 && !anchored);
            if (random.nextInt(5) == 0) {
                int again = first + random.nextInt(setOf.size() - first);
                ends.forEach(end -> successors.get(end).add(again)); // some of it as often as one likes
            }
            if (random.nextInt(6) == 0) {
                report(ends, rule);
            }
        }
        report(ends, rule);
    }

    private List<Integer> gate(List<Integer> before, int rule) {
        int gate = follow(before, random.nextInt(3) == 0 ? narrow() : wide());
        successors.get(gate).add(gate);
        if (random.nextInt(12) == 0) {
            accepts.get(gate).add(2 * rule);
        }
        return random.nextInt(3) == 0 ? List.of(gate) : join(before, gate);
    }

    private void report(List<Integer> states, int rule) {
        states.forEach(state -> accepts.get(state).add(2 * rule + random.nextInt(2)));
    }

    private List<Integer> segment(List<Integer> before, boolean free) {
        List<Integer> ends = before;
        int length = 2 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
            if (free && i == 0) {
                int first = state(narrow());
                everyByte.add(first);
                ends = List.of(first);
            } else {
                ends = part(ends, i > 1);
            }
        }
        return ends;
    }

    private List<Integer> part(List<Integer> before, boolean mayBeLeftOut) {
        return switch (random.nextInt(8)) {
            case 0 -> {
                int one = follow(List.of(follow(before, narrow())), narrow());
                int other = follow(before, narrow());
                yield List.of(one, other);
            }
            case 1 -> {
                int optional = follow(before, narrow());
                yield mayBeLeftOut ? join(before, optional) : List.of(optional);
            }
            case 2 -> List.of(follow(before, wide()));
            default -> List.of(follow(before, narrow()));
        };
    }

    private static List<Integer> join(List<Integer> states, int one) {
        List<Integer> all = new ArrayList<>(states);
        all.add(one);
        return all;
    }

    private int follow(List<Integer> before, BitSet set) {
        int state = state(set);
        before.forEach(earlier -> successors.get(earlier).add(state));
        return state;
    }

    private int state(BitSet set) {
        if (!sets.contains(set)) {
            sets.add(set);
        }
        setOf.add(sets.indexOf(set));
        successors.add(new TreeSet<>());
        accepts.add(new TreeSet<>());
        return setOf.size() - 1;
    }

    private BitSet narrow() {
        BitSet set = new BitSet();
        set.set(random.nextInt(letters));
        if (random.nextInt(5) == 0) {
            set.set(random.nextInt(letters));
        }
        return set;
    }

    private BitSet wide() {
        BitSet set = new BitSet();
        set.set(0, BYTES);
        if (random.nextBoolean()) {
            set.clear(random.nextInt(letters));
        }
        return set;
    }

    /** Edges between parts of rules that were drawn apart, always to later states. */
    private void across() {
        int edges = random.nextInt(3);
        for (int i = 0; i < edges; i++) {
            int from = random.nextInt(setOf.size());
            int to = random.nextInt(setOf.size());
            if (from < to) {
                successors.get(from).add(to);
            }
        }
    }

    private SetAutomaton automaton() {
        int[][] ends = new int[setOf.size()][];
        Arrays.setAll(ends, _ -> random.nextInt(9) == 0 ? new int[] {random.nextInt(2 * RULES)} : new int[0]);
        return new SetAutomaton(
                sets.toArray(BitSet[]::new), ints(setOf), lists(successors), ints(everyByte), lists(accepts), ends);
    }

    private static int[][] lists(List<? extends Collection<Integer>> rows) {
        return rows.stream().map(RuleShapes::ints).toArray(int[][]::new);
    }

    private static int[] ints(Collection<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
