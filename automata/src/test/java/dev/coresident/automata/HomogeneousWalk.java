package dev.coresident.automata;

import dev.coresident.automata.homogeneous.Homogeneous;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/** Walks a homogeneous automaton straight from its definition, one set of states after the other. */
final class HomogeneousWalk {

    private final Homogeneous automaton;
    private final List<ImageRunner.Event> events = new ArrayList<>();
    private BitSet active = new BitSet();
    private long offset;

    HomogeneousWalk(Homogeneous automaton) {
        this.automaton = automaton;
        active.set(0);
        report(0);
    }

    void feed(byte[] input) {
        for (byte value : input) {
            BitSet next = new BitSet();
            for (int state = 1; state < automaton.states(); state++) {
                int candidate = state;
                boolean enabled =
                        automaton.isEveryByte(state) || active.stream().anyMatch(before -> follows(before, candidate));
                if (enabled && automaton.sets().get(automaton.setOf(state)).contains(value & 0xFF)) {
                    next.set(state);
                }
            }
            active = next;
            report(++offset);
        }
    }

    private boolean follows(int before, int state) {
        for (int i = 0; i < automaton.successorCount(before); i++) {
            if (automaton.successor(before, i) == state) {
                return true;
            }
        }
        return false;
    }

    private void report(long end) {
        TreeSet<Integer> reports = new TreeSet<>();
        active.stream().forEach(state -> {
            for (int i = 0; i < automaton.acceptCount(state); i++) {
                reports.add(automaton.accept(state, i));
            }
        });
        reports.forEach(report -> events.add(new ImageRunner.Event(report >>> 1, end - (report & 1))));
    }

    List<ImageRunner.Event> finish() {
        TreeSet<Integer> reports = new TreeSet<>();
        active.stream().forEach(state -> {
            for (int i = 0; i < automaton.endCount(state); i++) {
                reports.add(automaton.end(state, i));
            }
        });
        reports.forEach(report -> events.add(new ImageRunner.Event(report >>> 1, offset - (report & 1))));
        return events;
    }
}
