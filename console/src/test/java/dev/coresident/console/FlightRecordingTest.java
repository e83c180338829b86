package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.program.Opcodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK's flight recorder gets with the settings file that comes with the launcher. */
class FlightRecordingTest {
    private static final Path SETTINGS = Path.of("..", "launcher", "coresident.jfc");

    @TempDir
    private Path folder;

    @Test
    void batchesRefusalsAndScansAreRecorded() throws Exception {
        Path file = folder.resolve("run.jfr");
        Path rules = Files.writeString(folder.resolve("t.rules"), "1:/needle/\n");
        try (Recording recording = new Recording(Configuration.create(SETTINGS));
                ResidentKernel kernel = ResidentKernel.open(KernelOptions.defaults()
                        .withBackend("sim")
                        .withTenants(8, 2)
                        .withHeapBytes(1 << 20))) {
            recording.start();
            Tenant tenant = kernel.tenants().register("ada").orThrow();
            tenant.await(tenant.submit(Opcodes.NOP), Duration.ofMinutes(2), new Completion());
            tenant.suspend();
            tenant.submit(Opcodes.NOP);
            assertThat(CommandRun.of("scan", "--rules", rules.toString(), rules.toString())
                            .code())
                    .isZero();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(named(events, "coresident.Publish")).isNotEmpty().allMatch(event -> event.getInt("slots") > 0);
        assertThat(named(events, "coresident.Refusal"))
                .filteredOn(event -> "ada".equals(event.getString("label")))
                .singleElement()
                .satisfies(event -> assertThat(event.getString("reason")).isEqualTo("SUSPENDED"));
        assertThat(named(events, "coresident.Scan")).singleElement().satisfies(event -> {
            assertThat(event.getLong("bytes")).isEqualTo(11);
            assertThat(event.getLong("matches")).isEqualTo(1);
            assertThat(event.getString("path")).endsWith("t.rules");
        });
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }
}
