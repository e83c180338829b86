package dev.coresident.automata.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.replay.Replay;
import dev.coresident.api.replay.ReplayOptions;
import dev.coresident.api.replay.ReplayReport;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.automata.RuleSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A scan that lost devices on its way was recorded, and its log is replayed: the same, images and contents included. */
@Timeout(120)
class ReplayedLossTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theLogOfAScanThatLostDevicesIsTheSame(LosingDevice.Moment moment) throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        for (int file = 0; file < 6; file++) {
            Files.write(
                    input.resolve("f" + file),
                    "foo 42 needle hay line\nERROR ab abc\n"
                            .repeat(40 + 30 * file)
                            .getBytes(StandardCharsets.UTF_8));
        }
        List<RuleSet> sets = List.of(
                ScanRun.rules("one", "1:/fo+/", "2:/[0-9]+/"), ScanRun.rules("two", "1:/ERROR/", "2:/\\bha?y\\b/"));
        ScanOptions options = ScanOptions.defaults().withChunkBytes(512).withFilesInFlight(3);
        Path log = folder.resolve("log");
        KernelOptions wanted = new ScanPlan(ScanRun.tenants(sets), options)
                .sized(KernelOptions.defaults())
                .withProperty("engine", "stepped")
                .withRecovery(
                        RecoveryPolicy.defaults().withReruns(10).withPauses(Duration.ofMillis(1), Duration.ofMillis(1)))
                .withRecording(RecordingOptions.to(log));
        ResidentKernel kernel = ResidentKernel.driven(wanted, new LosingProvider(moment, 7, 11), KernelTime.system());
        ScanRun scanned = ScanRun.over(kernel, sets, options, List.of(input));
        assertThat(scanned.matches()).hasSizeGreaterThan(500);
        ReplayReport report = Replay.run(log, ReplayOptions.defaults().withProperty("engine", "stepped"));
        assertThat(report.divergence()).isEmpty();
        assertThat(report.devices()).isEqualTo(2);
        assertThat(report.same()).isGreaterThan(20);
        assertThat(report.contentsSame()).isPositive();
        assertThat(report.orderDependent()).isZero();
        assertThat(report.changedMeanwhile()).isZero();
    }
}
