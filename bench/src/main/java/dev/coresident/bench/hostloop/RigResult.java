package dev.coresident.bench.hostloop;

import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Samples;

/** All trials of one rig with one number of producers. */
final class RigResult {
    private final RigKind kind;
    private final Samples rate = new Samples();
    private final Samples median = new Samples();
    private final Samples p99 = new Samples();
    private final Samples p999 = new Samples();
    private final Samples most = new Samples();
    private final Samples bytes = new Samples();

    RigResult(RigKind kind) {
        this.kind = kind;
    }

    RigKind kind() {
        return kind;
    }

    void add(Trial.Outcome outcome) {
        rate.add(outcome.millionsPerSecond());
        median.add(outcome.nanos().getValueAtPercentile(50) / 1e3);
        p99.add(outcome.nanos().getValueAtPercentile(99) / 1e3);
        p999.add(outcome.nanos().getValueAtPercentile(99.9) / 1e3);
        most.add(outcome.nanos().getMaxValue() / 1e3);
        bytes.add(outcome.bytesPerOp());
    }

    void row(MarkdownTable table) {
        table.row(
                kind.title(),
                "%.2f".formatted(rate.median()),
                "%.1f - %.1f".formatted(rate.least(), rate.greatest()),
                "%.2f".formatted(median.median()),
                "%.2f".formatted(p99.median()),
                "%.1f".formatted(p999.median()),
                "%.0f".formatted(most.greatest()),
                "%.3f".formatted(bytes.median()));
    }

    String raw() {
        return "%-32s %s; %s".formatted(kind.title(), rate.raw("%.2f"), median.raw("%.2f"));
    }
}
