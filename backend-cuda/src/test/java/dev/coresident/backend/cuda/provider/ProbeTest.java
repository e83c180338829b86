package dev.coresident.backend.cuda.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.backend.cuda.driver.CudaUnit;
import dev.coresident.backend.cuda.standin.NeedsStandIn;
import dev.coresident.backend.cuda.standin.StandIn;
import dev.coresident.spi.DeviceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probe, the way to a device, and its loss. */
final class ProbeTest {
    private static final CudaUnit ONE = new CudaUnit(0, "First Card", 90, 10, 1L << 30, false);
    private static final CudaUnit WATCHED = new CudaUnit(1, "Second Card", 75, 5, 1L << 30, true);

    @TempDir
    private Path folder;

    @Test
    @ExtendWith(NeedsStandIn.class)
    void aDeviceIsFoundAndOpened() throws Exception {
        StandIn.Ended run = StandIn.run(Map.of(), ProbeMain.class);
        assertThat(run.errors()).isEmpty();
        assertThat(run.out())
                .containsExactly(
                        "ready stand-in of threads (compute 9.0, 1 multiprocessor, 1024 MiB), 2 workers, resident",
                        "again true",
                        "opened");
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @ExtendWith(NeedsStandIn.class)
    @CsvSource(
            delimiter = '|',
            value = {
                "STAND_IN_INIT=100 | shows no device | nvidia-smi",
                "STAND_IN_INIT=999 | 999 CUDA_ERROR_UNKNOWN | nvidia-smi",
                "STAND_IN_VERSION=10020 | supports CUDA 10.2 and the kernel needs 11.0 | 450.36",
                "STAND_IN_DEVICES=0 | shows no device | CUDA_VISIBLE_DEVICES",
                "STAND_IN_MAJOR=6 | too old: the kernel needs compute capability 7.5 | another backend",
                "STAND_IN_MODE=2 | compute mode prohibited | -c DEFAULT",
                "STAND_IN_MODE=3,STAND_IN_CONTEXT=46 | exclusive mode and busy | end the process"
            })
    void whatIsMissingIsSaidWithARemedy(String settings, String reason, String remedy) throws Exception {
        Map<String, String> environment = new TreeMap<>();
        for (String setting : settings.split(",", -1)) {
            int equals = setting.indexOf('=');
            environment.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        StandIn.Ended run = StandIn.run(environment, ProbeMain.class);
        assertThat(run.errors()).isEmpty();
        assertThat(run.out().getFirst()).startsWith("missing ").contains(reason).contains(remedy);
        assertThat(run.out().get(1)).isEqualTo("again true");
        assertThat(run.out().get(2)).startsWith("refused MISSING ");
        assertThat(run.code()).isZero();
    }

    @Test
    @ExtendWith(NeedsStandIn.class)
    void aMissingDriverIsNamed() throws Exception {
        Files.writeString(folder.resolve("libcuda.so.1"), "no library");
        StandIn.Ended run = StandIn.run(Map.of(StandIn.LIBRARIES, folder.toString()), ProbeMain.class);
        assertThat(run.errors()).isEmpty();
        assertThat(run.out().getFirst())
                .startsWith("missing there is no CUDA driver")
                .contains("| install the NVIDIA driver");
        assertThat(run.out()).contains("again true");
    }

    @Test
    @ExtendWith(NeedsStandIn.class)
    void deniedNativeAccessIsNamed() throws Exception {
        StandIn.Ended run = StandIn.run(Map.of(), List.of("--illegal-native-access=deny"), ProbeMain.class);
        assertThat(run.errors()).isEmpty();
        assertThat(run.out().getFirst())
                .startsWith("missing native access is not enabled")
                .contains("| start java with --enable-native-access=jcuda");
    }

    @Test
    @ExtendWith(NeedsStandIn.class)
    void aDeviceThatADisplayWatchesRunsInSlices() throws Exception {
        StandIn.Ended run = StandIn.run(Map.of("STAND_IN_WATCHDOG", "1"), ProbeMain.class);
        assertThat(run.out().getFirst()).endsWith("slices of 20 ms");
    }

    @Test
    @ExtendWith(NeedsStandIn.class)
    void aFailureOfTheKernelIsALossAndAnotherDeviceOpens() throws Exception {
        Path file = folder.resolve("lost");
        StandIn.Ended run = StandIn.run(Map.of("STAND_IN_LOST", file.toString()), ProbeMain.class, file.toString());
        assertThat(run.out()).contains("opened", "health LOST", "next true");
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "device, 9",
        "device, no such",
        "device, card",
        "mode, sometimes",
        "slice, 5",
        "workers, 0",
        "workers, x",
        "blocks, 1"
    })
    void wrongPropertiesAreRefused(String name, String value) {
        assertThatThrownBy(() -> CudaOptions.parse(Map.of(name, value), List.of(ONE, WATCHED)))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.category()).isEqualTo(DeviceException.Category.USER))
                .hasMessageContaining(name);
    }

    @Test
    void propertiesChooseDeviceModeAndWorkers() throws Exception {
        CudaOptions usual = CudaOptions.parse(Map.of(), List.of(ONE, WATCHED));
        assertThat(usual.unit()).isEqualTo(ONE);
        assertThat(usual.slice()).isEmpty();
        assertThat(usual.workers()).isEqualTo(38);
        CudaOptions other =
                CudaOptions.parse(Map.of("device", "second", "slice", "7", "workers", "3"), List.of(ONE, WATCHED));
        assertThat(other.unit()).isEqualTo(WATCHED);
        assertThat(other.slice()).contains(Duration.ofMillis(7));
        assertThat(other.workers()).isEqualTo(3);
        assertThat(CudaOptions.parse(Map.of("device", "1", "mode", "resident"), List.of(ONE, WATCHED))
                        .slice())
                .isEmpty();
    }
}
