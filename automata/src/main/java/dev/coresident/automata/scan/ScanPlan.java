package dev.coresident.automata.scan;

import dev.coresident.api.KernelOptions;
import dev.coresident.automata.RuleGroup;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import java.util.List;

/**
 * What a scan needs of a device, so that a kernel can be opened with that and no more.
 *
 * @param tenants the rule sets
 * @param options the bounds of the scan
 */
public record ScanPlan(List<ScanTenant> tenants, ScanOptions options) {
    /** Output buffers of a tenant at most; its lanes take turns beyond that. */
    private static final int MOST_OUTPUTS = 64;

    /** Copies the list and checks that there is a tenant. */
    public ScanPlan {
        tenants = List.copyOf(tenants);
        if (tenants.isEmpty()) {
            throw new IllegalArgumentException("a scan needs at least one rule set");
        }
    }

    /** Kernel options with room for exactly this scan; backend, partitions and properties stay. */
    public KernelOptions sized(KernelOptions base) {
        int ops = 1;
        for (ScanTenant tenant : tenants) {
            ops = Math.max(ops, tenant.rules().groups().size());
        }
        return base.withTenants(tenants.size(), ops).withHeapBytes(heapBytes());
    }

    /** Bytes of device heap: all tenants and the shared chunks. */
    public long heapBytes() {
        long bytes = 2L * options.filesInFlight() * rounded(options.chunkBytes());
        for (ScanTenant tenant : tenants) {
            bytes += tenantBytes(tenant);
        }
        return bytes;
    }

    /** Bytes that a tenant is charged: its images and its output buffers. */
    public long tenantBytes(ScanTenant tenant) {
        long bytes = (long) outputs(tenant) * rounded(outputBytes(tenant));
        for (RuleGroup group : tenant.rules().groups()) {
            bytes += rounded(group.bytes());
        }
        return bytes;
    }

    int outputs(ScanTenant tenant) {
        return Math.min(
                MOST_OUTPUTS, options.filesInFlight() * tenant.rules().groups().size());
    }

    long outputBytes(ScanTenant tenant) {
        int events = options.outputEvents();
        for (RuleGroup group : tenant.rules().groups()) {
            events = Math.max(events, image(group).widestAccept());
        }
        return ScanLayout.EVENT_BYTES * events;
    }

    static ProgramImage image(RuleGroup group) {
        return switch (ProgramImage.check(group.image())) {
            case ProgramImage.Check.Valid(ProgramImage image) -> image;
            case ProgramImage.Check.Invalid(String reason) ->
                throw new IllegalStateException("the compiler made an image that is refused: " + reason);
        };
    }

    private static long rounded(long bytes) {
        return (bytes + HandleRow.UNIT - 1) / HandleRow.UNIT * HandleRow.UNIT;
    }
}
