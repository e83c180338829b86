package dev.coresident.backend.sim.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.backend.sim.contract.TinyHost;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Health;
import dev.coresident.spi.Probe;
import dev.coresident.spi.layout.ControlHeader;
import dev.coresident.spi.layout.Region;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SimProviderTest {
    @Test
    void theModuleProvidesItUnderItsName() {
        assertThat(SimProvider.class.getModule().getDescriptor().provides())
                .anySatisfy(provided -> assertThat(provided.service()).isEqualTo(BackendProvider.class.getName()))
                .allSatisfy(provided -> assertThat(provided.providers()).containsExactly(SimProvider.class.getName()));
        assertThat(new SimProvider().name()).isEqualTo("sim");
    }

    @Test
    void theProbeIsAlwaysReady() {
        assertThat(new SimProvider().probe()).isInstanceOf(Probe.Ready.class);
    }

    @Test
    void unknownPropertiesAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> open(Map.of("wokers", "2")))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.category()).isEqualTo(DeviceException.Category.USER))
                .hasMessageContaining("\"wokers\"")
                .hasMessageContaining("workers");
    }

    @Test
    void wrongValuesAreRefused() {
        assertThatThrownBy(() -> open(Map.of("workers", "0"))).hasMessageContaining("from 1 to 64");
        assertThatThrownBy(() -> open(Map.of("workers", "many"))).hasMessageContaining("\"many\"");
        assertThatThrownBy(() -> open(Map.of("engine", "steam"))).hasMessageContaining("\"steam\"");
        assertThatThrownBy(() -> open(Map.of("trace", "3"))).hasMessageContaining("engine=stepped");
        assertThatThrownBy(() -> open(Map.of("model", "rounds"))).hasMessageContaining("engine=stepped");
        assertThatThrownBy(() -> open(Map.of("engine", "stepped", "model", "resident", "memory", "staged")))
                .hasMessageContaining("model=resident");
        assertThatThrownBy(() -> open(Map.of("steps", "64"))).hasMessageContaining("engine=stepped");
        assertThatThrownBy(() -> open(Map.of("engine", "stepped", "steps", "64")))
                .hasMessageContaining("add model=resident");
        assertThatThrownBy(() -> open(Map.of("engine", "stepped", "model", "resident", "steps", "-1")))
                .hasMessageContaining("from 0 to 65536");
    }

    @Test
    void nudgesMoveAResidentSteppedDeviceThatWasToldHowFar() throws DeviceException {
        Map<String, String> resident = Map.of("engine", "stepped", "model", "resident");
        try (Device device = open(resident)) {
            device.start();
            device.nudge();
            assertThat(device.health()).isEqualTo(new Health.Alive(0));
        }
        Map<String, String> nudged = new java.util.TreeMap<>(resident);
        nudged.put("steps", "8");
        try (Device device = open(nudged)) {
            device.nudge();
            assertThat(device.health()).isInstanceOf(Health.Stopped.class);
            device.start();
            device.nudge();
            assertThat(device.health())
                    .isInstanceOfSatisfying(
                            Health.Alive.class,
                            alive -> assertThat(alive.heartbeat()).isPositive());
            assertThat(device.stop(Duration.ofSeconds(60))).isTrue();
        }
    }

    @Test
    void regionsHaveTheSizesOfTheGeometryAndOnlyTheHeaderIsWritten() throws DeviceException {
        try (Device device = open(Map.of())) {
            for (Region region : Region.values()) {
                assertThat(device.region(region).byteSize()).isEqualTo(TinyHost.GEOMETRY.bytes(region));
            }
            assertThat(ControlHeader.isValid(device.region(Region.CONTROL))).isTrue();
            assertThat(device.region(Region.CONTROL)
                            .asSlice(ControlHeader.BYTES)
                            .mismatch(java.lang.foreign.MemorySegment.ofArray(
                                    new byte[(int) (TinyHost.GEOMETRY.bytes(Region.CONTROL) - ControlHeader.BYTES)])))
                    .isEqualTo(-1);
        }
    }

    @Test
    void aDeviceIsStartedOnceStoppedOftenAndClosedOften() throws DeviceException {
        Device device = open(Map.of("workers", "2"));
        assertThat(device.health()).isInstanceOf(Health.Stopped.class);
        device.start();
        assertThat(device.health()).isInstanceOf(Health.Alive.class);
        assertThatThrownBy(device::start).isInstanceOf(DeviceException.class).hasMessageContaining("once");
        assertThatThrownBy(() -> device.round(1)).isInstanceOf(IllegalStateException.class);
        assertThat(device.stop(Duration.ofSeconds(60))).isTrue();
        assertThat(device.stop(Duration.ofSeconds(60))).isTrue();
        assertThat(device.health()).isInstanceOf(Health.Stopped.class);
        device.close();
        device.close();
        device.nudge();
        assertThat(device.health()).isInstanceOf(Health.Stopped.class);
        assertThat(device.region(Region.HEAP).scope().isAlive()).isFalse();
    }

    private static Device open(Map<String, String> properties) throws DeviceException {
        return new SimProvider().open(new DeviceOptions(TinyHost.GEOMETRY, properties));
    }
}
