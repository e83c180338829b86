package dev.coresident.automata.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.KernelSnapshot;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.match.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices that are lost in the middle of a scan: the report is that of a scan whose device was not. */
@Timeout(120)
class DeviceLossTest {
    private static final List<String> WORDS =
            List.of("ab", "abc", "foo", "bar", "42", "17", "needle", "hay", "ERROR", "line", "\n");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "WORKING, threads, SPANS", "WORKING, stepped, SPANS", "WORKING, staged, ENDS",
        "BEFORE_FETCH, threads, SPANS", "BEFORE_FETCH, stepped, ENDS", "BEFORE_FETCH, staged, SPANS",
        "AFTER_FETCH, threads, ENDS", "AFTER_FETCH, stepped, SPANS", "AFTER_FETCH, staged, SPANS"
    })
    void theReportIsTheSameWhereverDevicesAreLost(LosingDevice.Moment moment, String engine, Report report)
            throws Exception {
        Random random = new Random(moment.name().length() + engine.hashCode());
        for (int file = 0; file < 8; file++) {
            Files.write(folder.resolve("f" + file), text(random, random.nextInt(6_000)));
        }
        List<RuleSet> sets = List.of(
                ScanRun.rules("words", "1:/needle hay/", "2:/ERROR/i", "3:/line 42 /"),
                ScanRun.rules("one", "1:/fo+/", "2:/[0-9]+/", "3:/needle.*line/s", "4:/ab?c/"),
                ScanRun.rules(ScanRun.SETS, "two", "1:/ERROR/", "2:/\\bha?y\\b/", "3:/a.{0,4}b/s"));
        ScanOptions options = ScanOptions.defaults()
                .withReport(report)
                .withChunkBytes(512)
                .withOutputEvents(40)
                .withFilesInFlight(3)
                .withChunksOfFile(5);
        ScanRun expected = ScanRun.of(2, options, sets, List.of(folder));
        assertThat(expected.matches()).hasSizeGreaterThan(500);
        long repeated = 0;
        for (int run = 0; run < 4; run++) {
            long[] slots = {random.nextInt(40), 1 + random.nextInt(60), 1 + random.nextInt(3)};
            ResidentKernel kernel =
                    open(new ScanPlan(ScanRun.tenants(sets), options), engine, new LosingProvider(moment, slots));
            ScanRun withLosses = ScanRun.over(kernel, sets, options, List.of(folder));
            KernelSnapshot after = kernel.snapshot();
            assertThat(withLosses.lines())
                    .as("devices gone after %s slots", slots)
                    .isEqualTo(expected.lines());
            assertThat(withLosses.closed().isClean())
                    .as("%s", withLosses.closed())
                    .isTrue();
            assertThat(after.recovery().losses()).isEqualTo(3);
            assertThat(after.recovery().recoveries()).isEqualTo(3);
            assertThat(after.recovery().failed()).isZero();
            assertThat(after.spurious()).isZero();
            assertThat(withLosses.totals().bytes()).isEqualTo(expected.totals().bytes());
            repeated += withLosses.totals().repeatedSlots();
        }
        if (moment != LosingDevice.Moment.WORKING) {
            assertThat(repeated)
                    .as("events that went with a device were asked for again")
                    .isPositive();
        }
    }

    private static ResidentKernel open(ScanPlan plan, String engine, LosingProvider provider) throws Exception {
        KernelOptions options = plan.sized(KernelOptions.defaults())
                .withRecovery(
                        RecoveryPolicy.defaults().withReruns(10).withPauses(Duration.ofMillis(1), Duration.ofMillis(1)))
                .withProperty("workers", "2");
        options = switch (engine) {
            case "stepped" -> options.withProperty("engine", "stepped").withProperty("seed", "5");
            case "staged" ->
                options.withProperty("engine", "stepped")
                        .withProperty("seed", "6")
                        .withProperty("memory", "staged");
            default -> options;
        };
        return ResidentKernel.driven(options, provider, KernelTime.system());
    }

    private static byte[] text(Random random, int length) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
