package dev.coresident.conformance.worklist;

import dev.coresident.oracles.SetAutomaton;
import dev.coresident.spi.program.WorklistLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The naive traversal: all pairs in one sorted set, one visited after the other. */
final class Pairs {
    private final SetAutomaton automaton;
    private final byte[] input;
    private final TreeSet<Long> left;
    private final List<Integer> events = new ArrayList<>();
    private long visits;
    private int reason;

    /** What a slot may do. */
    record Limits(long first, long end, boolean told, long taskRoom, long eventRoom, long budget) {}

    /**
     * A traversal that begins with pairs.
     *
     * @param input the bytes from the first index on
     */
    Pairs(SetAutomaton automaton, byte[] input, Collection<Long> pairs) {
        this.automaton = automaton;
        this.input = input.clone();
        this.left = new TreeSet<>(pairs);
    }

    static long pair(long index, int state) {
        return index << 32 | state;
    }

    static long index(long pair) {
        return pair >>> 32;
    }

    static int state(long pair) {
        return (int) pair;
    }

    /** The pairs that a whole input begins with. */
    static List<Long> whole(SetAutomaton automaton) {
        return List.of(pair(0, 0), pair(0, automaton.states()));
    }

    Pairs run(Limits limits) {
        while (!left.isEmpty() && reason == WorklistLayout.NOTHING) {
            reason = visitIndex(limits, index(left.getFirst()));
        }
        return this;
    }

    private int visitIndex(Limits limits, long index) {
        boolean atEnd = index == limits.end();
        if (index > limits.end() || (atEnd && !limits.told())) {
            return WorklistLayout.INPUT;
        }
        if (visits == limits.budget()) {
            return WorklistLayout.BUDGET;
        }
        List<Long> here = left.stream().takeWhile(pair -> index(pair) == index).toList();
        List<Long> allowed = here.subList(0, (int) Math.min(here.size(), limits.budget() - visits));
        if (report(allowed, atEnd, 0).size() / 2 > limits.eventRoom() - events.size() / 2) {
            return WorklistLayout.EVENTS;
        }
        int visited = 0;
        int why = WorklistLayout.NOTHING;
        for (long pair : here) {
            TreeSet<Long> after = new TreeSet<>(left);
            after.remove(pair);
            if (!atEnd) {
                automaton.leadsTo(state(pair), input[(int) (index - limits.first())] & 0xFF).stream()
                        .forEach(state -> after.add(pair(index + 1, state)));
            }
            if (visits == limits.budget()) {
                why = WorklistLayout.BUDGET;
                break;
            }
            if (after.size() > limits.taskRoom()) {
                why = WorklistLayout.TASKS;
                break;
            }
            left.clear();
            left.addAll(after);
            visits++;
            visited++;
        }
        events.addAll(report(here.subList(0, visited), atEnd, index - limits.first()));
        return why;
    }

    private List<Integer> report(List<Long> pairs, boolean atEnd, long end) {
        List<Integer> words = new ArrayList<>();
        TreeSet<Integer> accepts = new TreeSet<>();
        TreeSet<Integer> ends = new TreeSet<>();
        for (long pair : pairs) {
            Arrays.stream(automaton.accepts(state(pair))).forEach(accepts::add);
            Arrays.stream(atEnd ? automaton.ends(state(pair)) : new int[0]).forEach(ends::add);
        }
        for (TreeSet<Integer> entries : List.of(accepts, ends)) {
            for (int entry : entries) {
                words.add(entry >>> 1);
                words.add((int) end - (entry & 1));
            }
        }
        return words;
    }

    /** Two words for each event. */
    List<Integer> events() {
        return events;
    }

    long visits() {
        return visits;
    }

    int reason() {
        return reason;
    }

    List<Long> left() {
        return List.copyOf(left);
    }
}
