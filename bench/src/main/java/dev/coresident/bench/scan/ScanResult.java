package dev.coresident.bench.scan;

import com.sun.management.OperatingSystemMXBean;
import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Samples;
import dev.coresident.bench.scan.engine.Engine;
import dev.coresident.bench.scan.engine.EngineKind;
import dev.coresident.bench.scan.engine.Workload;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One engine on one workload. */
final class ScanResult {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final long SAMPLE_NANOS = Duration.ofMillis(400).toNanos();
    private final EngineKind kind;
    private final Workload workload;
    private final long bytes;
    private final long slowNanos;
    private final Samples rate = new Samples();
    private final Samples processor = new Samples();
    private @Nullable Engine engine;
    private double openMillis;
    private double firstPassMillis;
    private long found = -1;
    private String trouble = "";

    /**
     * Of an engine that is not open.
     *
     * @param slowNanos an engine whose pass takes longer is measured once
     */
    ScanResult(EngineKind kind, Workload workload, long slowNanos) throws Exception {
        this.slowNanos = slowNanos;
        this.kind = kind;
        this.workload = workload;
        this.bytes = workload.bytes();
    }

    String title() {
        return kind.title();
    }

    /** Compiles, and counts in a first, cold pass. An engine that cannot says why and is left out. */
    @SuppressWarnings("CatchingUnchecked") // whatever a peer throws, the others go on
    void open() {
        try {
            long start = System.nanoTime();
            Engine opened = kind.open(workload);
            long ready = System.nanoTime();
            engine = opened;
            found = opened.scan();
            openMillis = (ready - start) / 1e6;
            firstPassMillis = (System.nanoTime() - ready) / 1e6;
        } catch (Throwable thrown) {
            trouble = thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
            engine = null;
        }
    }

    /** One sample: passes until 0.4 s have gone. */
    void sample(boolean counts) throws Exception {
        Engine opened = engine;
        if (opened == null || (isSlow() && rate.count() > 0)) {
            return;
        }
        long processorBefore = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        long passes = 0;
        long nanos;
        do {
            long again = opened.scan();
            if (again != found) {
                trouble = "found " + again + " after " + found;
            }
            passes++;
            nanos = System.nanoTime() - start;
        } while (nanos < SAMPLE_NANOS);
        if (counts || isSlow()) {
            rate.add((double) bytes * passes / nanos);
            processor.add((double) (SYSTEM.getProcessCpuTime() - processorBefore) / (bytes * passes));
        }
    }

    private boolean isSlow() {
        return firstPassMillis * 1e6 > slowNanos;
    }

    void close() throws Exception {
        Engine opened = engine;
        if (opened != null) {
            opened.close();
        }
        engine = null;
    }

    /**
     * Adds its row.
     *
     * @param expected what it must find, or null if the oracle does not know
     */
    void row(MarkdownTable table, @Nullable Long expected) {
        if (found < 0) {
            table.row(kind.title(), "skipped", "", "", "", "", "", "");
            return;
        }
        String count = "%,d".formatted(found);
        if (expected == null) {
            count += ", unchecked";
        } else if (expected != found) {
            count += ", WRONG: must be %,d".formatted(expected);
        }
        table.row(
                kind.title(),
                "%.4f".formatted(rate.median()),
                "%.4f - %.4f".formatted(rate.least(), rate.greatest()),
                "%.2f".formatted(processor.median()),
                "%,.0f".formatted(openMillis),
                "%.4f".formatted(bytes / (firstPassMillis * 1e6)),
                count,
                kind.counting(workload).words());
    }

    String raw() {
        return "%-26s %s".formatted(kind.title(), rate.raw("%.4f"));
    }

    String trouble() {
        return trouble;
    }

    /** Which engine. */
    EngineKind kind() {
        return kind;
    }
}
