package dev.coresident.bench.growth;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.bench.report.MarkdownTable;
import java.util.ArrayList;
import java.util.List;

/** Tenants of one kernel: registering, working in turns, one working among many, leaving. */
final class TenantGrowth {
    private static final int[] COUNTS = {1, 4, 16, 64, 256, 1_024, 4_094};
    private static final int SLOTS = 200_000;
    private static final int ROUND_TRIPS = 5_000;
    private static final int REPETITIONS = 5;
    private static final int BACKLOG = 64;
    /** Below this the collector's own noise is larger than the tenants. */
    private static final int MANY = 256;

    private TenantGrowth() {}

    static MarkdownTable measure(boolean quick) throws Exception {
        MarkdownTable table = new MarkdownTable(
                "tenants",
                "register us each",
                "heap KiB each",
                "all work: ns a slot",
                "one works: ns a slot",
                "one works: round trip us",
                "unregister us each");
        row(new MarkdownTable("", "", "", "", "", "", ""), 64, quick); // warms every path
        for (int count : COUNTS) {
            row(table, count, quick);
        }
        return table;
    }

    private static void row(MarkdownTable table, int count, boolean quick) throws Exception {
        int slots = quick ? SLOTS / 4 : SLOTS;
        try (ResidentKernel kernel =
                ResidentKernel.open(KernelOptions.defaults().withBackend("sim").withProperty("workers", "1"))) {
            TenantPolicy policy = TenantPolicy.defaults().withBacklogCap(BACKLOG);
            List<Tenant> tenants = new ArrayList<>();
            long before = Timing.usedHeapBytes();
            long register = Timing.nanos(() -> {
                for (int i = 0; i < count; i++) {
                    tenants.add(kernel.tenants().register("tenant-" + i, policy).orThrow());
                }
            });
            long heap = Timing.usedHeapBytes() - before;
            Slots work = new Slots(kernel);
            double all = Timing.median(REPETITIONS, () -> work.inTurns(tenants, slots)) / slots;
            List<Tenant> one = List.of(tenants.getLast());
            double alone = Timing.median(REPETITIONS, () -> work.inTurns(one, slots)) / slots;
            long roundTrip = work.roundTrip(tenants.getLast(), ROUND_TRIPS);
            long unregister = Timing.nanos(() -> tenants.forEach(kernel.tenants()::unregister));
            table.row(
                    "%,d".formatted(count),
                    "%.1f".formatted(register / 1e3 / count),
                    count < MANY ? "" : "%.1f".formatted(heap / 1024.0 / count),
                    "%.0f".formatted(all),
                    "%.0f".formatted(alone),
                    "%.2f".formatted(roundTrip / 1e3),
                    "%.1f".formatted(unregister / 1e3 / count));
        }
    }
}
