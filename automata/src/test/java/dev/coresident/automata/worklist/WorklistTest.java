package dev.coresident.automata.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.policy.WorklistMode;
import dev.coresident.api.policy.WorklistThresholds;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.scan.LosingDevice;
import dev.coresident.automata.scan.LosingProvider;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traversals of whole inputs: they find what a scan finds, whatever runs, whatever is spilled, whatever is lost. */
@Timeout(120)
class WorklistTest {
    private static final String[] PIECES = {
        "foo", "fooab", "BAR12", "bar1234", "line ", "end\n", "\n", " ", "x", "xxx", "b", "zb", "needle", "hay"
    };
    private static final int IDLE = 0;
    private static final int FULL = 10_000;

    @TempDir
    private Path folder;

    private static RuleSet rules() {
        return WorklistRuns.rules(
                "1:/foo[a-c]+/",
                "2:/(?i)bar\\d{2,4}/s",
                "3:/^line .*end$/m",
                "4:/x{3,5}/",
                "5:/needle.{0,9}hay/",
                "6:/\\bfoo\\b/",
                "7:/[^ ]b/",
                "8:/xxb/");
    }

    private Path text(long seed, int bytes) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < bytes) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return Files.writeString(folder.resolve("text" + seed), text);
    }

    @ParameterizedTest
    @CsvSource({
        "threads, 0, false, 16384, 4096, 512",
        "threads, 10000, true, 16384, 4096, 512",
        "threads, 10000, true, 1, 300, 60",
        "threads, 0, true, 16384, 200, 100",
        "threads, 10000, true, 1, 200, 33",
        "coherent, 0, true, 16384, 77, 10",
        "coherent, 10000, true, 1, 200, 33",
        "staged, 10000, false, 1, 50, 7",
        "staged, 0, true, 16384, 64, 64"
    })
    void traversalsFindWhatAScanFinds(
            String engine, int occupancy, boolean parity, int room, int chunkBytes, int windowBytes) throws Exception {
        RuleSet rules = rules();
        for (int bytes : new int[] {0, 1, 900}) {
            Path file = text(bytes, bytes);
            WorklistPlan plan = WorklistRuns.plan(
                    rules,
                    WorklistOptions.defaults()
                            .withBytes(chunkBytes, windowBytes)
                            .withRoom(room, 1)
                            .withParity(parity));
            List<WorklistReport> reports = new ArrayList<>();
            List<String> found;
            try (ResidentKernel kernel = ResidentKernel.open(WorklistRuns.kernel(plan, engine))) {
                found = WorklistRuns.run(kernel, plan, file, () -> occupancy, reports::add);
            }
            assertThat(found).isEqualTo(WorklistRuns.scanned(rules, file));
            WorklistReport report = reports.getFirst();
            assertThat(report.disparities()).isZero();
            assertThat(report.bytes()).isEqualTo(Files.size(file));
            assertThat(report.ends()).isEqualTo(found.size());
            assertThat(report.decisions().get(occupancy == IDLE ? WorklistMode.BLOCKING : WorklistMode.NON_BLOCKING))
                    .isZero();
            assertThat(report.evidence())
                    .allSatisfy(evidence -> assertThat(evidence.isComplete()).isEqualTo(parity))
                    .allSatisfy(evidence -> assertThat(evidence.isPaired()).isEqualTo(parity));
        }
    }

    @ParameterizedTest
    @CsvSource({"threads, false", "threads, true", "staged, true"})
    void aFrontierBeyondTheSpillDepthIsPartedAndGoesOn(String engine, boolean parity) throws Exception {
        RuleSet rules = rules();
        Path file = text(5, 400);
        WorklistPolicy spilling = new WorklistPolicy("spilling", new WorklistThresholds(1, 0, 2));
        WorklistPlan plan = WorklistRuns.plan(
                rules,
                WorklistOptions.defaults()
                        .withBytes(100, parity ? 9 : 100) // with parity what is left at a window's end is parted
                        .withPolicy(spilling)
                        .withPlaces(3)
                        .withParity(parity));
        List<WorklistReport> reports = new ArrayList<>();
        List<String> found;
        try (ResidentKernel kernel = ResidentKernel.open(WorklistRuns.kernel(plan, engine))) {
            found = WorklistRuns.run(kernel, plan, file, () -> FULL, reports::add);
        }
        assertThat(found).isEqualTo(WorklistRuns.scanned(rules, file));
        assertThat(reports.getFirst().decisions().get(WorklistMode.SPILL_REQUIRED))
                .isPositive();
        assertThat(reports.getFirst().spills()).isPositive();
        assertThat(reports.getFirst().disparities()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "WORKING, coherent",
        "WORKING, staged",
        "BEFORE_FETCH, coherent",
        "BEFORE_FETCH, staged",
        "AFTER_FETCH, staged"
    })
    void aLostDeviceChangesNothing(LosingDevice.Moment moment, String memory) throws Exception {
        RuleSet rules = rules();
        Path file = text(6, 600);
        WorklistPlan plan = WorklistRuns.plan(
                rules, WorklistOptions.defaults().withBytes(100, 20).withParity(true));
        KernelOptions options = WorklistRuns.kernel(plan, memory)
                .withBackend("losing")
                .withRecovery(RecoveryPolicy.defaults()
                        .withReruns(10)
                        .withPauses(Duration.ofMillis(1), Duration.ofMillis(1)));
        List<WorklistReport> reports = new ArrayList<>();
        List<String> found;
        try (ResidentKernel kernel =
                ResidentKernel.driven(options, new LosingProvider(moment, 5, 11, 1), KernelTime.system())) {
            found = WorklistRuns.run(kernel, plan, file, () -> FULL, reports::add);
            assertThat(kernel.snapshot().recovery().losses()).isEqualTo(3);
        }
        assertThat(found).isEqualTo(WorklistRuns.scanned(rules, file));
        assertThat(reports.getFirst().disparities()).isZero();
    }

    @Test
    void worklistsOfManyTenantsGoOnInTurns() throws Exception {
        WorklistOptions options =
                WorklistOptions.defaults().withBytes(256, 64).withRoom(64, 64).withParity(true);
        List<WorklistPlan> plans = new ArrayList<>();
        List<String> words = List.of("foo", "bar", "needle", "x+b", "[0-9]{3}", "hay|line");
        for (String word : words) {
            plans.add(WorklistRuns.plan(WorklistRuns.rules("1:/" + word + "/"), options));
        }
        byte[] text = Files.readAllBytes(text(7, 500));
        long heap = plans.stream().mapToLong(WorklistPlan::heapBytes).sum();
        KernelOptions kernelOptions = KernelOptions.defaults()
                .withBackend("sim")
                .withTenants(plans.size(), 2)
                .withHeapBytes(heap)
                .withProperty("workers", "2");
        List<List<String>> found = new ArrayList<>();
        try (ResidentKernel kernel = ResidentKernel.open(kernelOptions)) {
            List<Worklist> worklists = new ArrayList<>();
            for (WorklistPlan plan : plans) {
                Worklist worklist =
                        Worklist.open(kernel, plan, TenantPolicy.defaults()).orThrow();
                List<String> lines = new ArrayList<>();
                found.add(lines);
                worklist.begin(MemorySegment.ofArray(text), (rule, end) -> lines.add(WorklistRuns.line(rule, end)));
                worklists.add(worklist);
            }
            while (!worklists.stream().allMatch(Worklist::isDone)) {
                boolean worked = kernel.poll() > 0;
                for (Worklist worklist : worklists) {
                    worked |= worklist.advance();
                }
                if (!worked) {
                    Thread.onSpinWait();
                }
            }
            assertThat(worklists)
                    .allSatisfy(worklist ->
                            assertThat(worklist.report().disparities()).isZero());
            worklists.forEach(Worklist::close);
            assertThat(kernel.tenants().active()).isEmpty();
        }
        for (int i = 0; i < words.size(); i++) {
            assertThat(found.get(i))
                    .as(words.get(i))
                    .isNotEmpty()
                    .isEqualTo(WorklistRuns.scanned(
                            WorklistRuns.rules("1:/" + words.get(i) + "/"), folder.resolve("text7")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coherent", "staged"})
    void aSuspendedTenantIsHeldAndGoesOnWhenItIsResumed(String engine) throws Exception {
        RuleSet rules = rules();
        Path file = text(8, 700);
        WorklistPlan plan = WorklistRuns.plan(
                rules,
                WorklistOptions.defaults().withBytes(100, 20).withPlaces(3).withParity(true));
        List<String> found = new ArrayList<>();
        int suspensions = 0;
        try (ResidentKernel kernel = ResidentKernel.open(WorklistRuns.kernel(plan, engine));
                Worklist worklist = Worklist.open(kernel, plan, TenantPolicy.defaults(), () -> FULL)
                        .orThrow()) {
            worklist.begin(
                    MemorySegment.ofArray(Files.readAllBytes(file)),
                    (rule, end) -> found.add(WorklistRuns.line(rule, end)));
            while (!worklist.isDone()) {
                int told = found.size();
                while (!worklist.isDone() && found.size() == told) {
                    kernel.poll();
                    worklist.advance();
                }
                if (worklist.isDone()) {
                    break;
                }
                suspensions++;
                worklist.tenant().suspend();
                long published = worklist.tenant().counters().published();
                for (int turn = 0; turn < 50; turn++) {
                    kernel.poll();
                    worklist.advance();
                }
                assertThat(worklist.tenant().counters().published()).isEqualTo(published);
                worklist.tenant().resume();
            }
            assertThat(worklist.tenant().counters().refusals()).isZero();
        }
        assertThat(suspensions).isPositive();
        assertThat(found).isEqualTo(WorklistRuns.scanned(rules, file));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aRunOfASuspendedTenantWaitsAndCanBeInterrupted() throws Exception {
        Path file = text(9, 700);
        WorklistPlan plan =
                WorklistRuns.plan(rules(), WorklistOptions.defaults().withBytes(100, 20));
        try (ResidentKernel kernel = ResidentKernel.open(WorklistRuns.kernel(plan, "coherent"));
                Worklist worklist =
                        Worklist.open(kernel, plan, TenantPolicy.defaults()).orThrow()) {
            assertThatThrownBy(() -> worklist.run(file, (rule, end) -> {
                        worklist.tenant().suspend();
                        Thread.currentThread().interrupt();
                    }))
                    .isInstanceOf(InterruptedException.class);
            assertThat(worklist.isDone()).isFalse();
        }
    }

    @Test
    void aRefusalLeavesNothingBehind() throws Exception {
        WorklistPlan plan = WorklistRuns.plan(rules(), WorklistOptions.defaults());
        KernelOptions small =
                plan.sized(KernelOptions.defaults().withBackend("sim")).withHeapBytes(1 << 20);
        try (ResidentKernel kernel = ResidentKernel.open(small)) {
            assertThat(Worklist.open(kernel, plan, TenantPolicy.defaults()))
                    .isInstanceOf(WorklistOpening.Refused.class);
            assertThat(kernel.tenants().active()).isEmpty();
        }
    }

    @Test
    void rulesBeyondTheLimitAreRefusedWithTheWayOut() {
        CompileLimits limits = CompileLimits.DEFAULT;
        assertThat(WorklistPlan.of(rules(), limits.withMaxTotalBytes(100), WorklistOptions.defaults()))
                .isInstanceOfSatisfying(
                        WorklistPlan.Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("maxTotalBytes is 100", "part the set"));
    }

    @Test
    void anInputIsTakenOneAtATime() throws Exception {
        WorklistPlan plan = WorklistRuns.plan(rules(), WorklistOptions.defaults());
        try (ResidentKernel kernel = ResidentKernel.open(WorklistRuns.kernel(plan, "threads"));
                Worklist worklist =
                        Worklist.open(kernel, plan, TenantPolicy.defaults()).orThrow()) {
            MemorySegment bytes = MemorySegment.ofArray("foo foob".getBytes(StandardCharsets.US_ASCII));
            worklist.begin(bytes, (rule, end) -> {});
            assertThatThrownBy(() -> worklist.begin(bytes, (rule, end) -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not at its end");
        }
    }
}
