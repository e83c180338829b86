package dev.coresident.bench.growth;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import java.util.List;

/** Slots of the ring at each priority: opening, memory, one tenant's work. */
final class RingGrowth {
    private static final int[] SLOTS = {64, 256, 1_024, 4_096, 16_384, 65_536};
    private static final int WORK = 400_000;
    private static final int ROUND_TRIPS = 5_000;
    private static final int REPETITIONS = 5;
    private static final int TENANTS = 64;

    private RingGrowth() {}

    static MarkdownTable measure(boolean quick) throws Exception {
        MarkdownTable table = new MarkdownTable(
                "slots at each priority",
                "open ms",
                "ring + completions KiB",
                "ns a slot, backlog 1,024",
                "ns a slot, backlog = slots",
                "round trip us",
                "close ms");
        row(new MarkdownTable("", "", "", "", "", "", ""), 1_024, quick); // warms every path
        for (int slots : SLOTS) {
            row(table, slots, quick);
        }
        return table;
    }

    private static void row(MarkdownTable table, int slots, boolean quick) throws Exception {
        int work = quick ? WORK / 4 : WORK;
        KernelOptions options = KernelOptions.defaults()
                .withBackend("sim")
                .withProperty("workers", "1")
                .withTenants(TENANTS, 1)
                .withPartitions(Partitions.each(slots));
        Geometry geometry = options.geometry();
        long start = System.nanoTime();
        ResidentKernel kernel = ResidentKernel.open(options);
        long open = System.nanoTime() - start;
        Tenant usual = kernel.tenants()
                .register("usual", TenantPolicy.defaults().withBacklogCap(1_024))
                .orThrow();
        Tenant deep = kernel.tenants()
                .register("deep", TenantPolicy.defaults().withBacklogCap(slots))
                .orThrow();
        Slots loop = new Slots(kernel);
        double ofUsual = Timing.median(REPETITIONS, () -> loop.inTurns(List.of(usual), work)) / work;
        double ofDeep = Timing.median(REPETITIONS, () -> loop.inTurns(List.of(deep), work)) / work;
        long roundTrip = loop.roundTrip(usual, ROUND_TRIPS);
        long close = Timing.nanos(kernel::close);
        table.row(
                "%,d".formatted(slots),
                "%.2f".formatted(open / 1e6),
                "%,d".formatted((geometry.bytes(Region.RING) + geometry.bytes(Region.COMPLETION)) >> 10),
                "%.0f".formatted(ofUsual),
                "%.0f".formatted(ofDeep),
                "%.2f".formatted(roundTrip / 1e3),
                "%.2f".formatted(close / 1e6));
    }
}
