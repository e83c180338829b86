package dev.coresident.backend.sim.stepped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.backend.sim.Action;
import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.SimControl;
import dev.coresident.backend.sim.Step;
import dev.coresident.backend.sim.contract.TinyHost;
import dev.coresident.backend.sim.provider.SimProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.ControlHeader;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script can break, and that nothing else breaks with it. */
final class FaultsTest {
    @Test
    void aStalledWorkerTakesNoStepUntilItsTimeHasPassed() {
        try (TinyHost host = open(Map.of("workers", "2"))) {
            SimControl control = SimControl.of(host.device());
            fill(host, 10);
            control.step(3);
            control.stall(0, 1_000);
            long from = control.steps();
            while (control.step(1) > 0) {
                assertThat(control.trace().getLast().worker()).isEqualTo(1);
            }
            assertThat(control.steps()).isGreaterThan(from);
            control.advance(1_000);
            drain(control);
            assertThat(host.done(1)).isEqualTo(10);
            assertThat(control.trace()).filteredOn(step -> step.worker() == 0).isNotEmpty();
        }
    }

    @Test
    void aDeviceThatWasLostBeforeItStartedDoesNotStart() throws DeviceException {
        Map<String, String> properties = Map.of("engine", "stepped", "model", "resident");
        try (Device device = new SimProvider().open(new DeviceOptions(TinyHost.GEOMETRY, properties))) {
            SimControl.of(device).lose("by the script");
            assertThatThrownBy(device::start)
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("by the script");
        }
    }

    @Test
    void withEverybodyStalledTheHeartStandsStill() {
        try (TinyHost host = open(Map.of("workers", "2"))) {
            SimControl control = SimControl.of(host.device());
            control.step(1);
            control.stall(0, 50);
            control.kill(1);
            Health before = host.device().health();
            fill(host, 1);
            assertThat(control.step(10)).isZero();
            assertThat(host.device().health()).isEqualTo(before);
            control.advance(50);
            assertThat(control.step(10)).isEqualTo(9);
            assertThat(host.device().health()).isNotEqualTo(before);
        }
    }

    @Test
    void whatADeadWorkerClaimedNeverEndsAndTheOthersGoOn() {
        try (TinyHost host = open(Map.of("workers", "3"))) {
            SimControl control = SimControl.of(host.device());
            fill(host, 20);
            control.step(1);
            Step claim = control.trace().getFirst();
            control.kill(claim.worker());
            drain(control);
            assertThat(host.done(1)).isEqualTo(20 - claim.second());
            assertThat(host.status(claim.slot())).isEqualTo(SlotStatus.CLAIMED);
            assertThat(host.device().stop(Duration.ZERO)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coherent", "staged"})
    void aLossInTheMiddleOfARoundIsThrownAndPoisonsWhatTheDeviceHad(String memory) {
        try (TinyHost host = open(Map.of("model", "rounds", "memory", memory))) {
            SimControl control = SimControl.of(host.device());
            int word = host.admit(1, 0);
            host.run(Opcodes.STORE_U32, word, 7, 3);
            fill(host, 20);
            Schedule seeded = Schedule.seeded(4);
            long at = control.steps() + 30;
            control.follow(choices -> {
                if (control.steps() == at) {
                    control.lose("by the script");
                }
                return seeded.choose(choices);
            });
            assertThatThrownBy(() -> host.device().round(100))
                    .isInstanceOfSatisfying(
                            DeviceException.class,
                            e -> assertThat(e.category()).isEqualTo(DeviceException.Category.LOST))
                    .hasMessageContaining("by the script");
            assertThat(control.steps()).isBetween(at, at + 1);
            assertThat(host.device().health()).isInstanceOf(Health.Lost.class);
            assertThatThrownBy(() -> host.device().round(100)).isInstanceOf(DeviceException.class);
            assertThat(ControlHeader.isValid(host.control())).isFalse();
            assertThat(host.observable(1, 3)).isEqualTo(SimControl.POISON);
            assertThat(host.poll()).isNull();
            control.lose("again");
            assertThat(host.device().health().toString()).contains("by the script");
        }
    }

    @Test
    void aLostResidentDeviceTakesNoSteps() {
        try (TinyHost host = open(Map.of())) {
            SimControl control = SimControl.of(host.device());
            fill(host, 5);
            control.step(2);
            control.lose("test");
            assertThat(control.step(5)).isZero();
            assertThat(host.device().stop(Duration.ZERO)).isTrue();
        }
    }

    @Test
    void aLossLeavesWhatTheHostWroteOfTheHeap() {
        try (TinyHost host = open(Map.of())) {
            host.writeHeap(0, new byte[] {1, 2, 3, 4});
            SimControl.of(host.device()).lose("test");
            assertThat(host.heapWord(0)).isEqualTo(0x0403_0201);
        }
    }

    @Test
    void aCorruptedWordIsSeenByTheDevice() {
        for (String memory : new String[] {"coherent", "staged"}) {
            try (TinyHost host = open(Map.of("model", "rounds", "memory", memory))) {
                int word = host.admit(1, 0);
                int slot = host.write(2, Opcodes.NOP, word);
                if (memory.equals("coherent")) {
                    SimControl.of(host.device()).corrupt(Region.RING, SlotLayout.at(slot) + SlotLayout.TENANT, 3);
                    host.publish();
                    TinyHost.End end = host.await(1).getFirst();
                    assertThat(end.fault()).isEqualTo(FaultCode.UNKNOWN_TENANT);
                    assertThat(end.tenant()).isEqualTo(3);
                } else {
                    host.publish();
                    host.await(1);
                    SimControl.of(host.device())
                            .corrupt(Region.CONTROL, host.places().tenantRow(1) + 0, 0);
                    assertThat(host.run(Opcodes.NOP, word).fault()).isEqualTo(FaultCode.TENANT_REVOKED);
                }
            }
        }
    }

    @Test
    void aDuplicateCarriesTheSlotAndTheLapAgain() {
        try (TinyHost host = open(Map.of())) {
            SimControl control = SimControl.of(host.device());
            fill(host, 12);
            control.duplicateNextCompletion();
            drain(control);
            Map<Integer, TinyHost.End> ends = new HashMap<>();
            Set<Integer> twice = new HashSet<>();
            for (int i = 0; i < 13; i++) {
                TinyHost.End end = host.await(1).getFirst();
                TinyHost.End before = ends.put(end.slot(), end);
                if (before != null) {
                    assertThat(end).isEqualTo(before);
                    twice.add(end.slot());
                }
            }
            assertThat(twice).hasSize(1);
            assertThat(host.poll()).isNull();
            assertThat(host.done(1)).isEqualTo(12);
        }
    }

    @Test
    void aDelayedCompletionHoldsUpItsWorkerAndThoseBehindItInTheRing() {
        try (TinyHost host = open(Map.of())) {
            SimControl control = SimControl.of(host.device());
            fill(host, 12);
            control.delayNextCompletion(10_000);
            drain(control);
            assertThat(host.poll()).isNull();
            assertThat(control.trace()).extracting(Step::action).contains(Action.RELEASE);
            control.advance(10_000);
            drain(control);
            assertThat(host.await(12)).hasSize(12);
        }
    }

    @Test
    void stoppingWaitsForAStalledWorkerInVirtualTime() {
        try (TinyHost host = open(Map.of("workers", "1"))) {
            Device device = host.device();
            SimControl control = SimControl.of(device);
            fill(host, 1);
            control.step(2);
            control.stall(0, 5_000);
            assertThat(device.stop(Duration.ofNanos(100))).isFalse();
            assertThat(host.poll()).isNull();
            assertThat(device.stop(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
            assertThat(host.poll()).isNotNull();
            assertThat(control.clock()).isGreaterThanOrEqualTo(5_000);
        }
    }

    @Test
    void faultsChangeTheHashAndTheSameFaultsGiveTheSame() {
        assertThat(hash(0)).isEqualTo(hash(0));
        Set<Long> hashes = new HashSet<>();
        for (int fault = 0; fault < 6; fault++) {
            hashes.add(hash(fault));
        }
        assertThat(hashes).hasSize(6);
    }

    private static long hash(int fault) {
        try (TinyHost host = open(Map.of())) {
            SimControl control = SimControl.of(host.device());
            fill(host, 4);
            switch (fault) {
                case 1 -> control.stall(0, 0);
                case 2 -> control.kill(3);
                case 3 -> control.corrupt(Region.OBSERVABLE, 0, 0);
                case 4 -> control.delayNextCompletion(0);
                case 5 -> control.lose("test");
                default -> assertThat(fault).isZero();
            }
            drain(control);
            return control.traceHash();
        }
    }

    @Test
    void thereIsNoWorkerBeyondTheLast() {
        try (TinyHost host = open(Map.of("workers", "2"))) {
            SimControl control = SimControl.of(host.device());
            assertThat(control.workers()).isEqualTo(2);
            assertThatThrownBy(() -> control.kill(2)).hasMessageContaining("workers 0 to 1");
            assertThatThrownBy(() -> control.stall(-1, 1)).hasMessageContaining("asked for -1");
            assertThatThrownBy(() -> control.stall(0, -1)).hasMessageContaining("never goes back");
        }
    }

    @Test
    void onlyTheHashIsKeptWhereNoTraceIsWanted() {
        try (TinyHost host = open(Map.of("trace", "0"));
                TinyHost brief = open(Map.of("trace", "5"));
                TinyHost full = open(Map.of())) {
            for (TinyHost each : new TinyHost[] {host, brief, full}) {
                fill(each, 9);
                drain(SimControl.of(each.device()));
            }
            SimControl control = SimControl.of(full.device());
            assertThat(SimControl.of(host.device()).trace()).isEmpty();
            assertThat(SimControl.of(host.device()).traceHash()).isEqualTo(control.traceHash());
            assertThat(control.trace()).hasSize((int) control.steps());
            assertThat(SimControl.of(brief.device()).trace())
                    .isEqualTo(control.trace().subList((int) control.steps() - 5, (int) control.steps()));
        }
    }

    private static void fill(TinyHost host, int slots) {
        int word = host.admit(1, 0);
        for (int i = 0; i < slots; i++) {
            host.write(2, Opcodes.NOP, word);
        }
        host.publish();
    }

    private static void drain(SimControl control) {
        long limit = control.steps() + 10_000;
        while (control.step(100) > 0) {
            assertThat(control.steps()).isLessThan(limit);
        }
    }

    private static TinyHost open(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("engine", "stepped", "model", "resident"));
        all.putAll(properties);
        return new TinyHost(TinyHost.GEOMETRY, all).start();
    }
}
