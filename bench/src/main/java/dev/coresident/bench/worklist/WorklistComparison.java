package dev.coresident.bench.worklist;

import dev.coresident.api.policy.WorklistMode;
import dev.coresident.api.policy.WorklistThresholds;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.worklist.Calibration;
import dev.coresident.automata.worklist.Evidence;
import dev.coresident.automata.worklist.WorklistOptions;
import dev.coresident.automata.worklist.WorklistPolicy;
import dev.coresident.automata.worklist.WorklistReport;
import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Options;
import dev.coresident.bench.scan.Texts;
import dev.coresident.bench.scan.engine.Compiling;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the reference's thresholds and calibrated ones cost, on the simulator or on another backend, for 1, 8 and 64 tenants. */
public final class WorklistComparison {
    private static final int[] TENANTS = {1, 8, 64};
    private static final int BYTES = 1 << 18;
    private static final int CALIBRATION_BYTES = 1 << 13;
    private static final int REPETITIONS = 5;
    private static final int WARM_UPS = 2;
    private static final int WORDS = 6;
    private static final int[] OCCUPANCIES = {0, 2_500, 5_000, 7_500, 10_000};
    private static final WorklistPolicy ALWAYS_BLOCKING =
            new WorklistPolicy("blocking only", new WorklistThresholds(1 << 20, 0, 1 << 20));
    private static final WorklistPolicy NEVER_BLOCKING =
            new WorklistPolicy("non-blocking only", new WorklistThresholds(1, 0, 1 << 20));

    private WorklistComparison() {}

    /**
     * Measures and prints.
     *
     * @param options {@code --quick}, {@code --backend NAME}
     */
    public static void run(Options options, PrintStream out) throws Exception {
        boolean quick = options.has("--quick");
        String named = options.value("--backend");
        String backend = named == null ? "sim" : named;
        int bytes = quick ? BYTES / 8 : BYTES;
        List<String> words = Texts.randomWords(TENANTS[TENANTS.length - 1] * WORDS, 42);
        System.err.println("bench: calibrating on " + backend);
        Calibration calibration = calibrate(backend, words);
        calibration(calibration, out);
        List<WorklistPolicy> policies =
                List.of(WorklistPolicy.reference(), calibration.policy(), ALWAYS_BLOCKING, NEVER_BLOCKING);
        MarkdownTable table = new MarkdownTable(
                "tenants and policy",
                "MB/s",
                "least - most",
                "visits/us",
                "slots/KB",
                "blocking",
                "non-blocking",
                "deepest",
                "found");
        for (int tenants : TENANTS) {
            List<RuleSet> sets = new ArrayList<>();
            for (int tenant = 0; tenant < tenants; tenant++) {
                sets.add(rules(words, tenant));
            }
            List<byte[]> texts = new ArrayList<>();
            for (int tenant = 0; tenant < tenants; tenant++) {
                texts.add(text(bytes / tenants, ofTenant(words, tenant)));
            }
            for (WorklistPolicy policy : policies) {
                System.err.println("bench: " + tenants + " tenants, " + policy.label());
                row(table, backend, sets, texts, policy, quick ? 2 : REPETITIONS);
            }
        }
        out.printf(
                "### Throughput%n%nEach tenant has a rule set of its own (four words, two regexes) and traverses a text with its words, its share of %,d bytes; all together on one"
                        + " host thread and `%s`. MB/s: 10^6 bytes of input a second, of all tenants together.%n%n",
                bytes, backend);
        out.println(table);
    }

    private static byte[] text(int bytes, List<String> planted) {
        return Arrays.copyOf(Texts.log(bytes, planted, 7).getBytes(StandardCharsets.ISO_8859_1), bytes);
    }

    private static List<String> ofTenant(List<String> words, int tenant) {
        return words.subList(WORDS * tenant, WORDS * tenant + WORDS);
    }

    /** Words, and two patterns that keep states active. */
    private static RuleSet rules(List<String> words, int tenant) {
        List<String> patterns = new ArrayList<>(ofTenant(words, tenant));
        patterns.set(0, patterns.getFirst() + ".{0,40}[0-9]{3}");
        patterns.set(1, "[a-m][a-z]{2,9}" + (char) ('a' + tenant % 26) + " [0-9]+");
        return Compiling.compile("tenant" + tenant, patterns);
    }

    private static Calibration calibrate(String backend, List<String> words) throws Exception {
        List<Evidence> evidence = new ArrayList<>();
        byte[] part = text(CALIBRATION_BYTES, words);
        for (int size : new int[] {1, 20, 200}) {
            List<String> patterns = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                patterns.add(words.get(i) + "|[a-e]" + (i % 7 == 0 ? ".{0,30}" : "") + words.get(i));
            }
            WorklistOptions options =
                    WorklistOptions.defaults().withBytes(CALIBRATION_BYTES, 128).withParity(true);
            for (int warm = 0; warm < 2; warm++) {
                try (TenantsRun run = new TenantsRun(
                        backend, List.of(Compiling.compile("evidence", patterns)), options, OCCUPANCIES)) {
                    run.over(List.of(part));
                    if (warm == 1) {
                        evidence.addAll(run.reports().getFirst().evidence());
                    }
                }
            }
        }
        return Calibration.of(evidence);
    }

    private static void calibration(Calibration calibration, PrintStream out) {
        WorklistThresholds reference = WorklistPolicy.reference().thresholds();
        WorklistThresholds moved = calibration.policy().thresholds();
        MarkdownTable table =
                new MarkdownTable("policy", "non-blocking depth", "low occupancy", "spill depth", "us in samples");
        table.row(
                "reference",
                Long.toString(reference.nonBlockingDepth()),
                Integer.toString(reference.lowOccupancy()),
                Long.toString(reference.spillDepth()),
                Long.toString(calibration.referenceNanos() / 1_000));
        table.row(
                calibration.policy().label(),
                Long.toString(moved.nonBlockingDepth()),
                Integer.toString(moved.lowOccupancy()),
                Long.toString(moved.spillDepth()),
                Long.toString(calibration.calibratedNanos() / 1_000));
        out.printf(
                "### Policies%n%nFrom %d samples: windows of 128 bytes, both modes run and compared, occupancies of 0 to 10,000 told in turn.%n%n",
                calibration.samples());
        out.println(table);
        out.println();
    }

    private static void row(
            MarkdownTable table,
            String backend,
            List<RuleSet> sets,
            List<byte[]> texts,
            WorklistPolicy policy,
            int repetitions)
            throws Exception {
        double[] rates = new double[repetitions];
        WorklistReport last;
        double seconds = 0;
        WorklistOptions options = WorklistOptions.defaults().withPolicy(policy).withRoom(4_096, 4_096);
        try (TenantsRun run = new TenantsRun(backend, sets, options, null)) {
            for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
                run.over(texts);
            }
            long before = total(run).visits();
            for (int repetition = 0; repetition < repetitions; repetition++) {
                long begun = System.nanoTime();
                run.over(texts);
                double took = (System.nanoTime() - begun) / 1e9;
                seconds += took;
                rates[repetition] = (double) texts.getFirst().length * sets.size() / took / 1e6;
            }
            last = total(run);
            Arrays.sort(rates);
            double visits = (last.visits() - before) / seconds / 1e6;
            table.row(
                    sets.size() + ", " + policy.label(),
                    number(rates[repetitions / 2]),
                    number(rates[0]) + " - " + number(rates[repetitions - 1]),
                    number(visits),
                    number(last.slots() * 1e3 / last.bytes()),
                    Long.toString(last.decisions().getOrDefault(WorklistMode.BLOCKING, 0L)),
                    Long.toString(last.decisions().getOrDefault(WorklistMode.NON_BLOCKING, 0L)),
                    Integer.toString(last.deepest()),
                    Long.toString(run.found() / (repetitions + WARM_UPS)));
        }
    }

    /** All tenants' figures added up; the deepest is the deepest of all. */
    private static WorklistReport total(TenantsRun run) {
        return run.reports().stream()
                .reduce((one, other) -> new WorklistReport(
                        one.bytes() + other.bytes(),
                        one.ends() + other.ends(),
                        TenantsRun.added(one.decisions(), other.decisions()),
                        one.slots() + other.slots(),
                        one.repeatedSlots() + other.repeatedSlots(),
                        one.visits() + other.visits(),
                        one.spills() + other.spills(),
                        Math.max(one.deepest(), other.deepest()),
                        one.disparities() + other.disparities(),
                        one.evidence(),
                        one.evidenceDropped()))
                .orElseThrow();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
