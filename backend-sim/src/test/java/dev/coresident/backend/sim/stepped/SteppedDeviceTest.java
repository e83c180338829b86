package dev.coresident.backend.sim.stepped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.backend.sim.Action;
import dev.coresident.backend.sim.SimControl;
import dev.coresident.backend.sim.Step;
import dev.coresident.backend.sim.contract.TinyHost;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SteppedDeviceTest {
    @Test
    void theSameSeedGivesTheSameTraceOnAnyJvm() {
        assertThat(traceHash("7", "coherent")).isEqualTo(-4823684655164159238L);
        assertThat(traceHash("8", "coherent")).isEqualTo(5132240940704922877L);
    }

    @Test
    void stagedMemoryTakesTheSameSteps() {
        for (String seed : new String[] {"1", "2", "3"}) {
            assertThat(traceHash(seed, "staged")).isEqualTo(traceHash(seed, "coherent"));
        }
    }

    @Test
    void anotherScheduleDecidesFromTheNextStepOn() {
        try (TinyHost host = stepped(Map.of("workers", "3"))) {
            SimControl control = SimControl.of(host.device());
            control.follow(choices -> choices - 1);
            int word = host.admit(1, 0);
            for (int i = 0; i < 5; i++) {
                host.write(2, Opcodes.NOP, word);
            }
            host.publish();
            host.await(5);
            assertThat(control.trace()).extracting(Step::worker).containsOnly(2);
            assertThat(control.trace().getFirst())
                    .isEqualTo(new Step(0, 2, Action.CLAIM, host.nextSlot(2) - 5, word, 2, 4));
        }
    }

    @Test
    void theTraceShowsTheOrderThatTheContractAsksFor() {
        try (TinyHost host = stepped(Map.of())) {
            int word = host.admit(1, 0);
            SplittableRandom random = new SplittableRandom(3);
            for (int i = 0; i < 60; i++) {
                host.write(2, random.nextInt(4) == 0 ? Opcodes.BATCH_FENCE : Opcodes.NOP, word, random.nextInt(i + 1));
            }
            host.publish();
            host.await(60);
            List<Step> trace = SimControl.of(host.device()).trace();
            assertThat(trace).extracting(Step::number).isSorted().doesNotHaveDuplicates();
            int first = host.nextSlot(2) - 60;
            for (int slot = first; slot < first + 60; slot++) {
                int ended = indexOf(trace, Action.END, slot);
                int released = indexOf(trace, Action.RELEASE, slot);
                assertThat(indexOf(trace, Action.EXECUTE, slot)).isBetween(0, ended - 1);
                assertThat(countedAfter(trace, ended)).isBetween(ended + 1, released - 1);
                assertThat(indexOf(trace, Action.WRITE, slot)).isBetween(ended, released - 1);
            }
        }
    }

    @Test
    void aRoundStopsAfterItsSlotsAndLeavesWorkersAmidTheirRuns() {
        try (TinyHost host = stepped(Map.of())) {
            int word = host.admit(1, 0);
            for (int i = 0; i < 40; i++) {
                host.write(2, Opcodes.NOP, word);
            }
            host.publish();
            assertThat(host.round(3)).isEqualTo(3);
            assertThat(host.claimed(1)).isBetween(3, 39);
            int ended = 3;
            while (ended < 40) {
                ended += host.round(5);
            }
            assertThat(ended).isEqualTo(40);
            assertThat(host.round(1)).isZero();
            host.await(40);
            assertThat(host.done(1)).isEqualTo(40);
        }
    }

    @Test
    void whatWasClaimedBeforeTheRevocationMayEndAndNothingIsClaimedAfter() {
        for (int seed = 0; seed < 100; seed++) {
            try (TinyHost host = stepped(Map.of("seed", Integer.toString(seed)))) {
                int word = host.admit(1, 0);
                for (int i = 0; i < 20; i++) {
                    host.write(2, Opcodes.ATOMIC_ADD, word, 1, 0);
                }
                host.publish();
                host.round(1 + seed % 7);
                host.revoke(1);
                int claimed = host.claimed(1);
                host.await(20);
                assertThat(host.observable(1, 0)).isLessThanOrEqualTo(claimed);
                assertThat(host.observable(1, 0)).isEqualTo(host.done(1));
                assertThat(host.done(1) + host.faulted(1)).isEqualTo(20);
            }
        }
    }

    @Test
    void stoppingEndsWhatWasClaimedAndLeavesTheRest() {
        try (TinyHost host = stepped(Map.of())) {
            int word = host.admit(1, 0);
            List<Integer> slots = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                slots.add(host.write(2, Opcodes.NOP, word));
            }
            host.publish();
            host.round(1);
            assertThat(host.device().stop(Duration.ZERO)).isTrue();
            assertThat(slots)
                    .filteredOn(slot -> host.status(slot) == SlotStatus.DONE)
                    .hasSize(host.claimed(1))
                    .hasSize(host.done(1));
            assertThat(slots).extracting(host::status).containsOnly(SlotStatus.DONE, SlotStatus.PUBLISHED);
            assertThat(host.round(9)).isZero();
        }
    }

    @Test
    void stagedMemoryShowsOnlyWhatWasSaidAndFetched() {
        try (TinyHost host = stepped(Map.of("memory", "staged"))) {
            int word = host.admit(1, 0);

            host.run(Opcodes.STORE_U32, word, 41, 2);
            long at = 4L * (host.device().geometry().observableWords() + 2);
            var observable = host.device().region(Region.OBSERVABLE);
            assertThat(Words.get(observable, at)).isZero();
            assertThat(host.observable(1, 2)).isEqualTo(41);

            Words.set(observable, at, 99);
            assertThat(host.run(Opcodes.LOAD_U32, word, 2, 3).results()).startsWith(41);
            host.device().wrote(Region.OBSERVABLE, at, 4);
            assertThat(host.run(Opcodes.LOAD_U32, word, 2, 3).results()).startsWith(99);

            long admitted = host.places().tenantRow(2) + TenantRow.STATE;
            Words.set(host.control(), admitted, 1);
            assertThat(host.run(Opcodes.NOP, 2).fault()).isEqualTo(FaultCode.UNKNOWN_TENANT);
        }
    }

    @Test
    void onlyTheHeapAndTheObservablesAreFetched() {
        try (TinyHost host = stepped(Map.of("memory", "staged"))) {
            assertThatThrownBy(() -> host.device().fetch(Region.RING, 0, 64))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("fetch HEAP or OBSERVABLE");
            assertThatThrownBy(() -> host.device().wrote(Region.HEAP, 8, 1 << 20))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void theClockCountsStepsAndWhatTestsAdd() {
        try (TinyHost host = stepped(Map.of("seed", "12"))) {
            SimControl control = SimControl.of(host.device());
            host.run(Opcodes.NOP, 0);
            assertThat(control.clock()).isEqualTo(control.steps()).isPositive();
            control.advance(1_000);
            assertThat(control.clock()).isEqualTo(control.steps() + 1_000);
            assertThat(control.seed()).isEqualTo(12);
            assertThatThrownBy(() -> control.advance(-1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void threadsHaveNoStepsToControl() {
        try (TinyHost host = new TinyHost(TinyHost.GEOMETRY, Map.of())) {
            assertThatThrownBy(() -> SimControl.of(host.device()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("engine=stepped");
        }
    }

    private static long traceHash(String seed, String memory) {
        try (TinyHost host = stepped(Map.of("seed", seed, "memory", memory))) {
            int[] words = {host.admit(1, 0), host.admit(2, 3), host.admit(3, 0), 77};
            host.revoke(3);
            SplittableRandom random = new SplittableRandom(5);
            for (int batch = 0; batch < 40; batch++) {
                for (int i = 0; i < 20; i++) {
                    int opcode = random.nextInt(6) == 0 ? Opcodes.BATCH_FENCE : Opcodes.ATOMIC_ADD;
                    host.write(
                            random.nextInt(5), opcode, words[random.nextInt(4)], random.nextInt(3), random.nextInt(8));
                }
                host.publish();
                host.await(20);
            }
            return SimControl.of(host.device()).traceHash();
        }
    }

    private static TinyHost stepped(Map<String, String> properties) {
        Map<String, String> all = new java.util.HashMap<>(properties);
        all.put("engine", "stepped");
        return new TinyHost(TinyHost.GEOMETRY, all).start();
    }

    private static int indexOf(List<Step> trace, Action action, int slot) {
        for (int i = trace.size() - 1; i >= 0; i--) {
            if (trace.get(i).action() == action && trace.get(i).slot() == slot) {
                return i;
            }
        }
        throw new AssertionError(action + " of slot " + slot + " is not in the trace");
    }

    private static int countedAfter(List<Step> trace, int index) {
        for (int i = index + 1; i < trace.size(); i++) {
            if (trace.get(i).action() == Action.COUNT_ENDS
                    && trace.get(i).worker() == trace.get(index).worker()) {
                return i;
            }
        }
        throw new AssertionError("the end in step " + index + " was never counted");
    }
}
