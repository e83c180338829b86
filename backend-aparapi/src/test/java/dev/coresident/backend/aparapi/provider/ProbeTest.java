package dev.coresident.backend.aparapi.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.backend.aparapi.child.ChildJvm;
import dev.coresident.backend.aparapi.child.ChildJvm.Ended;
import dev.coresident.backend.aparapi.opencl.NeedsOpenCl;
import dev.coresident.backend.aparapi.opencl.OpenClSearch;
import dev.coresident.backend.aparapi.rounds.RoundFacts;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probe where OpenCL is there, where it is not, and where it may not be used. Each case is a JVM of its own. */
@EnabledOnOs(OS.LINUX)
final class ProbeTest {
    private static final Geometry SMALL = new Geometry(Partitions.each(2), 1, 1, 1, 1, 1, 1, 64);

    @TempDir
    private Path folder;

    @Test
    @ExtendWith(NeedsOpenCl.class)
    void aDeviceIsFoundWithoutAWordOnTheErrorStream() throws Exception {
        Ended run = run(Map.of(), "--enable-native-access=ALL-UNNAMED");
        assertThat(run.errors()).isEmpty();
        assertThat(run.out().getFirst()).startsWith("ready ");
        assertThat(run.out()).contains("again true", "opened");
        assertThat(run.out()).contains("handler INFO"); // the root handlers are as they were
        assertThat(run.code()).isZero();
    }

    @Test
    @ExtendWith(NeedsOpenCl.class)
    void aLoaderWithoutAPlatformIsNamed() throws Exception {
        Ended run = run(Map.of("OCL_ICD_VENDORS", folder.toString()), "--enable-native-access=ALL-UNNAMED");
        assertThat(run.errors()).isEmpty();
        assertThat(run.out().getFirst()).startsWith("missing ").contains("no platform has a device | install a driver");
        assertThat(run.out()).contains("again true", "refused MISSING");
        assertThat(run.code()).isZero();
    }

    @Test
    void aMissingLoaderIsNamed() throws Exception {
        Files.writeString(folder.resolve("libOpenCL.so.1"), "no library");
        Ended run = run(Map.of("LD_LIBRARY_PATH", folder.toString()), "--enable-native-access=ALL-UNNAMED");
        assertThat(run.errors()).isEmpty();
        assertThat(run.out().getFirst())
                .startsWith("missing ")
                .contains("could not be loaded")
                .contains("| install");
        assertThat(run.out()).contains("again true", "refused MISSING");
        assertThat(run.code()).isZero();
    }

    @Test
    void deniedNativeAccessIsNamed() throws Exception {
        Ended run = run(Map.of(), "--illegal-native-access=deny");
        assertThat(run.errors()).isEmpty();
        assertThat(run.out().getFirst())
                .startsWith("missing native access is not enabled")
                .contains("| start java with --enable-native-access=");
        assertThat(run.out()).contains("again true", "refused MISSING");
        assertThat(run.code()).isZero();
    }

    @Test
    @ExtendWith(NeedsOpenCl.class)
    void theProbeIsThatOfTheBestDevice() {
        Probe.Ready probe = new Probe.Ready(
                RoundFacts.of(OpenClSearch.foundPatiently().units().getFirst(), "rounds"));
        assertThat(new AparapiProvider().probe())
                .isInstanceOfSatisfying(
                        Probe.Ready.class,
                        ready -> assertThat(ready.facts().description())
                                .startsWith(probe.facts().description()));
    }

    @ParameterizedTest
    @ExtendWith(NeedsOpenCl.class)
    @CsvSource({"device, 99", "device, no such name", "memory, none", "round, 0", "round, x", "workers, 1"})
    void wrongPropertiesAreRefused(String name, String value) {
        assertThatThrownBy(() -> new AparapiProvider().open(new DeviceOptions(SMALL, Map.of(name, value))))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.category()).isEqualTo(DeviceException.Category.USER))
                .hasMessageContaining(name);
    }

    private static Ended run(Map<String, String> environment, String... flags) throws Exception {
        return ChildJvm.run(environment, List.of(flags), ProbeMain.class);
    }
}
