package dev.coresident.backend.sim.stepped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.backend.sim.ExhaustiveSchedule;
import dev.coresident.backend.sim.SimControl;
import dev.coresident.backend.sim.contract.TinyHost;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** All orders of a small run, with and without knowing the states that were seen. */
final class ExhaustiveSearchTest {
    private static final Geometry SMALL = new Geometry(Partitions.each(2), 1, 16, 1, 4, 1, 1, 0);

    private record Found(long runs, Set<String> outcomes, int states) {}

    @Test
    void everyDecisionIsAnsweredInEveryWay() {
        ExhaustiveSchedule every = new ExhaustiveSchedule();
        Set<String> answers = new TreeSet<>();
        do {
            int first = every.choose(2);
            int second = every.choose(1 + first);
            answers.add(first + "" + second + every.choose(3));
        } while (every.next());
        assertThat(answers).containsExactly("000", "001", "002", "100", "101", "102", "110", "111", "112");
        assertThat(every.runs()).isEqualTo(9);
    }

    @Test
    void aRunThatDependsOnMoreThanItsDecisionsIsNoticed() {
        ExhaustiveSchedule every = new ExhaustiveSchedule();
        every.choose(2);
        every.choose(2);
        assertThat(every.next()).isTrue();
        assertThatThrownBy(() -> every.choose(3)).hasMessageContaining("had 2 choices and has 3");
    }

    @Test
    void cuttingSeenStatesLosesNoOutcome() {
        Found all = search(1, false);
        Found cut = search(1, true);
        assertThat(cut.outcomes()).isEqualTo(all.outcomes()).containsExactly("0 0");
        assertThat(cut.runs()).isLessThanOrEqualTo(all.runs());
    }

    @Test
    void bothOrdersOfTwoSlotsAreFoundWithTwoWorkers() {
        Found cut = search(2, true);
        assertThat(cut.outcomes()).containsExactly("0 1", "1 0");
        assertThat(cut.states()).isBetween(50, 5_000);
    }

    /** Adds of 1 by two workers: each order of them is an outcome, as the results say. */
    private static Found search(int slots, boolean cutting) {
        ExhaustiveSchedule every = new ExhaustiveSchedule();
        Set<Long> seen = new HashSet<>();
        Set<String> outcomes = new TreeSet<>();
        do {
            try (TinyHost host = new TinyHost(
                            SMALL, Map.of("engine", "stepped", "model", "resident", "workers", "2", "trace", "0"))
                    .start()) {
                SimControl control = SimControl.of(host.device());
                control.follow(every);
                int word = host.admit(1, 0);
                int first = host.nextSlot(2);
                for (int i = 0; i < slots; i++) {
                    host.write(2, Opcodes.ATOMIC_ADD, word, 1, 0);
                }
                host.publish();
                boolean known = false;
                while (!known && control.step(1) > 0) {
                    known = cutting && !every.isRepeating() && !seen.add(control.stateHash());
                }
                if (known) {
                    every.cut();
                } else {
                    int[] results = new int[2];
                    for (TinyHost.End end : host.await(slots)) {
                        results[end.slot() - first] = end.results().getFirst();
                    }
                    outcomes.add(results[0] + " " + results[1]);
                }
            }
        } while (every.next());
        return new Found(every.runs(), outcomes, seen.size());
    }

    @Test
    void theStateIsNotTheTimeNorTheWayToIt() {
        long[] hashes = new long[2];
        for (int run = 0; run < 2; run++) {
            try (TinyHost host =
                    new TinyHost(SMALL, Map.of("engine", "stepped", "model", "resident", "workers", "1")).start()) {
                SimControl control = SimControl.of(host.device());
                control.advance(run);
                long before = control.stateHash();
                host.write(2, Opcodes.NOP, host.admit(1, 0));
                host.publish();
                assertThat(control.stateHash()).isNotEqualTo(before);
                for (int step = 0; step < 20; step += 1 + run) {
                    control.step(1 + run);
                }
                hashes[run] = control.stateHash();
            }
        }
        assertThat(hashes[0]).isEqualTo(hashes[1]);
    }
}
