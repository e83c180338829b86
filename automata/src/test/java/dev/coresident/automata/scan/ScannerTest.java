package dev.coresident.automata.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.input.FolderWalk;
import dev.coresident.automata.input.WalkOptions;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.match.Report;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScannerTest {
    private static final ScanOptions SMALL =
            ScanOptions.defaults().withChunkBytes(64).withFilesInFlight(3);

    @TempDir
    private Path folder;

    @Test
    void filesComeOutInTheOrderTheyWentIn() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String name = "%03d".formatted(i);
            // The first files take longest.
            Files.writeString(folder.resolve(name), "x".repeat(60 * (60 - i)) + "needle");
            expected.add(name + " t/1 " + 60 * (60 - i) + " " + (60 * (60 - i) + 6));
        }
        ScanRun run = ScanRun.of(2, SMALL, List.of(ScanRun.rules("t", "1:/needle/")), List.of(folder));
        assertThat(run.matches()).isEqualTo(expected);
        assertThat(run.totals().files()).isEqualTo(60);
    }

    @Test
    void aSlotWithoutRoomForItsEventsGoesOnWhereItStopped() throws Exception {
        Files.writeString(folder.resolve("f"), "a".repeat(1_000));
        RuleSet rules = ScanRun.rules("t", "1:/a/", "2:/aa/", "3:/a*/");
        ScanRun roomy = ScanRun.of(1, ScanOptions.defaults().withReport(Report.ENDS), List.of(rules), List.of(folder));
        ScanRun tight = ScanRun.of(
                1, ScanOptions.defaults().withReport(Report.ENDS).withOutputEvents(1), List.of(rules), List.of(folder));
        assertThat(roomy.totals().partialSlots()).isZero();
        assertThat(tight.totals().partialSlots()).isGreaterThan(100);
        assertThat(tight.lines()).isEqualTo(roomy.lines());
        assertThat(roomy.totals().matches()).isEqualTo(1_000 + 999 + 1_001);
    }

    @Test
    void matchesThatDoNotFitInMemoryWaitInAFileAndComeOutTheSame() throws Exception {
        Files.writeString(folder.resolve("f"), "aXb".repeat(2_000) + "z");
        RuleSet rules = ScanRun.rules("t", "1:/a.*z/s", "2:/a/", "3:/b/");
        ScanRun roomy = ScanRun.of(1, SMALL, List.of(rules), List.of(folder));
        ScanRun tight = ScanRun.of(1, SMALL.withMatchesInMemory(10), List.of(rules), List.of(folder));
        assertThat(roomy.totals().spilledMatches()).isZero();
        assertThat(tight.totals().spilledMatches()).isGreaterThan(3_000);
        assertThat(tight.lines()).isEqualTo(roomy.lines());
        assertThat(roomy.lines()).startsWith("f t/2 0 1", "f t/1 0 6001", "f t/3 2 3");
    }

    @Test
    void aLargeFileGivesOutItsMatchesBeforeItsEndAlthoughAnotherRuleCouldReachFarBack() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "needle\n".repeat(700_000));
        ScanRun run = ScanRun.of(
                1,
                ScanOptions.defaults().withChunkBytes(1 << 18).withMatchesInMemory(1 << 20),
                List.of(ScanRun.rules("t", "1:/ne+dle/", "2:/Q.*Z/s", "3:/needles?/")),
                List.of(file));
        assertThat(run.totals().bytes()).isEqualTo(Files.size(file));
        assertThat(run.totals().matches()).isEqualTo(1_400_000);
        assertThat(run.totals().spilledMatches()).isZero();
    }

    @Test
    void aStoppedScanGivesOutABeginningOfTheWhole() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.writeString(folder.resolve("f" + (10 + i)), "ab".repeat(3_000));
        }
        List<RuleSet> rules = List.of(ScanRun.rules("t", "1:/a/", "2:/b/"), ScanRun.rules("u", "1:/ba/"));
        for (Report report : Report.values()) {
            ScanOptions options = SMALL.withReport(report);
            List<String> whole = ScanRun.of(2, options, rules, List.of(folder)).lines();
            AtomicReference<@Nullable Scanner> scanner = new AtomicReference<>();
            List<String> seen = new ArrayList<>();
            ScanRun stopped = ScanRun.of(
                    2, options, rules, new FolderWalk(List.of(folder), WalkOptions.DEFAULT), scanner::set, line -> {
                        seen.add(line);
                        Scanner running = scanner.get();
                        if (seen.size() == 20_000 && running != null) {
                            running.stop();
                        }
                    });
            List<String> lines = stopped.lines().getLast().endsWith("stopped")
                    ? stopped.lines().subList(0, stopped.lines().size() - 1)
                    : stopped.lines();
            assertThat(lines).hasSizeGreaterThanOrEqualTo(20_000).hasSizeLessThan(whole.size());
            assertThat(lines).isEqualTo(whole.subList(0, lines.size()));
            assertThat(stopped.closed().isClean()).isTrue();
        }
    }

    @Test
    void aScanStoppedBeforeItBeginsGivesOutNothing() throws Exception {
        Files.writeString(folder.resolve("f"), "a");
        ScanRun run = ScanRun.of(
                1,
                SMALL,
                List.of(ScanRun.rules("t", "1:/a/")),
                new FolderWalk(List.of(folder), WalkOptions.DEFAULT),
                Scanner::stop,
                line -> {});
        assertThat(run.lines()).isEmpty();
    }

    @Test
    void aFileThatBecomesShorterEndsEarlyAndIsReported() throws Exception {
        Path file = folder.resolve("f");
        Files.writeString(file, "needle".repeat(10_000));
        ScanTotals totals;
        List<String> outcome = new ArrayList<>();
        ScanPlan plan =
                new ScanPlan(List.of(new ScanTenant(ScanRun.rules("t", "1:/needle/"), TenantPolicy.defaults())), SMALL);
        try (ResidentKernel kernel = ResidentKernel.open(ScanRun.kernelFor(plan, 1));
                Scanner scanner = ScanRun.open(kernel, plan)) {
            scanner.scan(new FolderWalk(List.of(file), WalkOptions.DEFAULT), new MatchSink() {
                @Override
                public void begin(Path path) throws IOException {
                    // Two chunks of 64 bytes have been read at most.
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.truncate(6 * 40);
                    }
                }

                @Override
                public void match(int rule, long start, long end) {}

                @Override
                public void end(FileOutcome ended) {
                    outcome.add(ended.toString());
                }
            });
            totals = scanner.totals();
        }
        assertThat(outcome).singleElement().asString().contains("240 bytes of 60000");
        assertThat(totals.unreadable()).isEqualTo(1);
        assertThat(totals.matches()).isEqualTo(40);
    }

    @Test
    void whatCannotBeReadIsReportedInItsPlaceAndTheRestIsScanned() throws Exception {
        Files.writeString(folder.resolve("a"), "x");
        Files.writeString(folder.resolve("c"), "x");
        ScanRun run = ScanRun.of(
                1,
                SMALL,
                List.of(ScanRun.rules("t", "1:/x/")),
                List.of(folder.resolve("a"), folder.resolve("b"), folder.resolve("c")));
        assertThat(run.lines())
                .containsExactly(
                        "a t/1 0 1",
                        "= a 1 bytes 1 matches",
                        "= b no such file or folder",
                        "c t/1 0 1",
                        "= c 1 bytes 1 matches");
        assertThat(run.totals().unreadable()).isEqualTo(1);
    }

    @Test
    void binaryFilesAreSkippedInFoldersAndScannedWhenNamed() throws Exception {
        Files.write(folder.resolve("b"), new byte[] {'x', 0, 'x'});
        List<RuleSet> rules = List.of(ScanRun.rules("t", "1:/x/"));
        ScanRun walked = ScanRun.of(1, SMALL, rules, List.of(folder));
        assertThat(walked.lines()).containsExactly("= b binary");
        assertThat(walked.totals().binary()).isEqualTo(1);
        assertThat(ScanRun.of(1, SMALL, rules, List.of(folder.resolve("b"))).matches())
                .containsExactly("b t/1 0 1", "b t/1 2 3");
    }

    @Test
    void aZeroByteIsLookedForInTheFirst8192BytesHoweverLongFileAndChunkAre() throws Exception {
        List<RuleSet> rules = List.of(ScanRun.rules("t", "1:/x/"));
        for (int length : new int[] {1, 7, 8, 100, 8_191, 8_192, 8_193, 70_000}) {
            for (int at : new int[] {0, 6, 7, 99, 8_191, 8_192}) {
                if (at < length) {
                    byte[] content = new byte[length];
                    Arrays.fill(content, (byte) 0x80);
                    content[at] = 0;
                    Files.write(folder.resolve("b"), content);
                    String expected = at < 8_192 ? "= b binary" : "= b " + length + " bytes 0 matches";
                    for (ScanOptions options : List.of(SMALL.withChunkBytes(1 << 10), ScanOptions.defaults())) {
                        assertThat(ScanRun.of(1, options, rules, List.of(folder))
                                        .lines())
                                .as("zero at %d of %d", at, length)
                                .containsExactly(expected);
                    }
                }
            }
        }
    }

    @Test
    void aRuleWithTheFlagReportsOncePerFile() throws Exception {
        Files.writeString(folder.resolve("a"), "xx");
        Files.writeString(folder.resolve("b"), "yx x");
        List<RuleSet> rules = List.of(ScanRun.rules("t", "1:/x/H"));
        for (Report report : Report.values()) {
            assertThat(ScanRun.of(1, SMALL.withReport(report), rules, List.of(folder))
                            .matches())
                    .hasSize(2);
        }
    }

    @Test
    void aTenantWithoutRoomForItsImagesIsRefusedAndNothingIsLeftBehind() throws Exception {
        RuleSet rules = ScanRun.rules("small", "1:/x/");
        ScanPlan plan = new ScanPlan(
                List.of(
                        new ScanTenant(ScanRun.rules("t", "1:/y/"), TenantPolicy.defaults()),
                        new ScanTenant(rules, TenantPolicy.defaults().withMemoryCeilingBytes(100))),
                SMALL);
        ResidentKernel kernel = ResidentKernel.open(ScanRun.kernelFor(plan, 1));
        assertThat(Scanner.open(kernel, plan))
                .isInstanceOfSatisfying(
                        ScannerOpening.Refused.class,
                        refused -> assertThat(refused.reason()).contains("100"));
        assertThat(kernel.tenants().active()).isEmpty();
        assertThat(kernel.close(Duration.ofSeconds(5)).leakedBytes()).isZero();
    }

    @Test
    void theDeviceNeedsExactlyThePlannedBytes() throws Exception {
        Files.writeString(folder.resolve("a"), "x");
        ScanPlan plan = new ScanPlan(
                List.of(new ScanTenant(ScanRun.rules("t", "1:/x/", "2:/y+z/"), TenantPolicy.defaults())), SMALL);
        try (ResidentKernel kernel = ResidentKernel.open(ScanRun.kernelFor(plan, 1));
                Scanner scanner = ScanRun.open(kernel, plan)) {
            assertThat(kernel.ledger().currentBytes()).isLessThanOrEqualTo(plan.heapBytes());
            assertThat(scanner.rules()).hasSize(2);
        }
    }

    @Test
    void aSinkThatFailsEndsTheScan() throws Exception {
        Files.writeString(folder.resolve("f"), "x".repeat(10_000));
        ScanPlan plan =
                new ScanPlan(List.of(new ScanTenant(ScanRun.rules("t", "1:/x/"), TenantPolicy.defaults())), SMALL);
        ResidentKernel kernel = ResidentKernel.open(ScanRun.kernelFor(plan, 2));
        try (Scanner scanner = ScanRun.open(kernel, plan)) {
            assertThatThrownBy(() -> scanner.scan(
                            new FolderWalk(List.of(folder, folder, folder), WalkOptions.DEFAULT), new FullDisk()))
                    .hasMessage("disk full");
        }
        assertThat(kernel.close(Duration.ofSeconds(5)).isClean()).isTrue();
    }

    private static final class FullDisk implements MatchSink {
        @Override
        public void begin(Path path) {}

        @Override
        public void match(int rule, long start, long end) throws IOException {
            throw new IOException("disk full");
        }

        @Override
        public void end(FileOutcome outcome) {}
    }
}
