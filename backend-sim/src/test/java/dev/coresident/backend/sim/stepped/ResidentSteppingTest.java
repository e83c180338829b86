package dev.coresident.backend.sim.stepped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.backend.sim.SimControl;
import dev.coresident.backend.sim.contract.TinyHost;
import dev.coresident.spi.Device;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A resident device that goes on only when it is told to. */
final class ResidentSteppingTest {
    @Test
    void itSaysThatItIsResidentAndTakesNoRounds() {
        try (TinyHost host = resident()) {
            assertThat(host.device().facts().model()).isEqualTo(ExecutionModel.RESIDENT);
            assertThatThrownBy(() -> host.device().round(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("model=resident");
        }
    }

    @Test
    void nothingMovesUnlessItIsToldTo() {
        try (TinyHost host = resident()) {
            SimControl control = SimControl.of(host.device());
            int slot = host.write(2, Opcodes.NOP, host.admit(1, 0));
            host.publish();
            assertThat(host.status(slot)).isEqualTo(SlotStatus.PUBLISHED);
            assertThat(control.step(1)).isEqualTo(1);
            assertThat(host.status(slot)).isEqualTo(SlotStatus.CLAIMED);
            assertThat(host.poll()).isNull();
            assertThat(control.step(100)).isEqualTo(8);
            assertThat(host.status(slot)).isEqualTo(SlotStatus.DONE);
            assertThat(host.poll()).isNotNull();
            assertThat(control.step(100)).isZero();
            assertThat(control.steps()).isEqualTo(9);
        }
    }

    @Test
    void aRoundAndStepsAreTheSameRun() {
        assertThat(hash(resident())).isEqualTo(hash(open("rounds")));
    }

    private static long hash(TinyHost opened) {
        try (TinyHost host = opened) {
            int word = host.admit(1, 0);
            for (int i = 0; i < 50; i++) {
                host.write(i % 5, Opcodes.ATOMIC_ADD, word, 1, i % 7);
            }
            host.publish();
            SimControl control = SimControl.of(host.device());
            if (host.device().facts().model() == ExecutionModel.ROUNDS) {
                host.round(Integer.MAX_VALUE);
            } else {
                while (control.step(3) > 0) {
                    assertThat(host.device().health()).isInstanceOf(Health.Alive.class);
                }
            }
            return control.traceHash();
        }
    }

    @Test
    void aDeviceOfRoundsRefusesSteps() {
        try (TinyHost host = open("rounds")) {
            assertThatThrownBy(() -> SimControl.of(host.device()).step(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("model=resident");
        }
    }

    @Test
    void theHeartBeatsWithEveryCallAndStopsWithTheDevice() {
        try (TinyHost host = resident()) {
            Device device = host.device();
            SimControl control = SimControl.of(device);
            control.step(1);
            Health first = device.health();
            control.step(1);
            assertThat(device.health()).isInstanceOf(Health.Alive.class).isNotEqualTo(first);
            host.write(2, Opcodes.NOP, host.admit(1, 0));
            host.publish();
            control.step(1);
            assertThat(device.stop(Duration.ZERO)).isTrue();
            assertThat(host.done(1)).isEqualTo(1);
            assertThat(device.health()).isInstanceOf(Health.Stopped.class);
            assertThat(control.step(1)).isZero();
        }
    }

    @Test
    void aShutdownSlotEndsTheClaimingAndWhatWasClaimedEnds() {
        try (TinyHost host = resident()) {
            host.write(0, Opcodes.SHUTDOWN, 0);
            host.publish();
            SimControl control = SimControl.of(host.device());
            while (control.step(10) > 0) {
                assertThat(control.steps()).isLessThan(1_000);
            }
            assertThat(host.poll()).isNotNull();
            assertThat(host.device().health()).isInstanceOf(Health.Stopped.class);
            host.write(2, Opcodes.NOP, host.admit(1, 0));
            host.publish();
            assertThat(control.step(10)).isZero();
        }
    }

    private static TinyHost resident() {
        return open("resident");
    }

    private static TinyHost open(String model) {
        return new TinyHost(TinyHost.GEOMETRY, Map.of("engine", "stepped", "model", model)).start();
    }
}
