package dev.coresident.automata.scan;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.KernelOptions;
import dev.coresident.automata.RuleGroup;
import dev.coresident.automata.scan.file.GroupBinding;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import java.util.List;

/**
 * What a scan needs of a device, so that a kernel can be opened with that and no more. Immutable; any thread. Making one checks
 * every image, in one pass over its bytes.
 */
public final class ScanPlan {
    /** Output buffers of a tenant at most; its lanes take turns beyond that. */
    private static final int MOST_OUTPUTS = 64;
    /** Bytes that they have together, if that is enough for {@link #FEWEST_OUTPUTS}. */
    private static final long MOST_OUTPUT_BYTES = 4L << 20;

    private static final int FEWEST_OUTPUTS = 8;

    private final ImmutableList<Share> shares;
    private final ScanOptions options;

    /**
     * What one tenant needs.
     *
     * @param tenant the rule set and its policy
     * @param images of the rule set's groups, checked
     * @param outputs how many output buffers it gets
     * @param outputBytes of each
     * @param lanes how many states each image's scans have at once
     */
    record Share(ScanTenant tenant, ImmutableList<ProgramImage> images, int outputs, long outputBytes, int lanes) {
        long bytes() {
            long bytes = outputs * rounded(outputBytes);
            for (ProgramImage image : images) {
                bytes += rounded(image.bytes().byteSize()) + lanes * rounded(GroupBinding.stateBytes(image));
            }
            return bytes;
        }
    }

    /**
     * A plan.
     *
     * @param tenants the rule sets, at least one
     * @param options the bounds of the scan
     */
    public ScanPlan(List<ScanTenant> tenants, ScanOptions options) {
        if (tenants.isEmpty()) {
            throw new IllegalArgumentException("a scan needs at least one rule set");
        }
        this.options = options;
        this.shares = tenants.stream().map(tenant -> share(tenant, options)).collect(ImmutableList.toImmutableList());
    }

    private static Share share(ScanTenant tenant, ScanOptions options) {
        ImmutableList<ProgramImage> images =
                tenant.rules().groups().stream().map(ScanPlan::image).collect(ImmutableList.toImmutableList());
        int events = options.outputEvents();
        for (ProgramImage image : images) {
            events = Math.max(events, image.widestAccept());
        }
        // One for each lane, and for the first file's legs that go ahead.
        long outputBytes = ScanLayout.EVENT_BYTES * events;
        int affordable = (int) Math.max(MOST_OUTPUT_BYTES / outputBytes, Math.min(images.size(), FEWEST_OUTPUTS));
        int wanted = images.size() * (options.filesInFlight() + options.chunksOfFile() - 1);
        int outputs = Math.min(Math.min(MOST_OUTPUTS, affordable), wanted);
        return new Share(tenant, images, outputs, outputBytes, options.filesInFlight());
    }

    private static ProgramImage image(RuleGroup group) {
        return switch (ProgramImage.check(group.image())) {
            case ProgramImage.Check.Valid(ProgramImage image) -> image;
            case ProgramImage.Check.Invalid(String reason) ->
                throw new IllegalStateException("the compiler made an image that is refused: " + reason);
        };
    }

    /** The rule sets. */
    public ImmutableList<ScanTenant> tenants() {
        return shares.stream().map(Share::tenant).collect(ImmutableList.toImmutableList());
    }

    /** The bounds of the scan. */
    public ScanOptions options() {
        return options;
    }

    ImmutableList<Share> shares() {
        return shares;
    }

    /** Kernel options with room for exactly this scan; backend, partitions and properties stay. */
    public KernelOptions sized(KernelOptions base) {
        int ops = 1;
        for (Share share : shares) {
            ops = Math.max(ops, share.images().size());
        }
        return base.withTenants(shares.size(), ops).withHeapBytes(heapBytes());
    }

    /** Bytes of device heap: the images and output buffers of all tenants, and the shared chunks. */
    public long heapBytes() {
        long bytes = (long) options.chunksOfFile() * options.filesInFlight() * rounded(chunkBytes());
        for (Share share : shares) {
            bytes += share.bytes();
        }
        return bytes;
    }

    /** Bytes of one chunk's buffer: the input, and what stands before it. */
    long chunkBytes() {
        return (long) options.chunkBytes() + headroomBytes();
    }

    /** The most bytes before its input that any image may look at. */
    int headroomBytes() {
        return shares.stream()
                .flatMap(share -> share.images().stream())
                .mapToInt(GroupBinding::bytesBefore)
                .max()
                .orElse(0);
    }

    private static long rounded(long bytes) {
        return (bytes + HandleRow.UNIT - 1) / HandleRow.UNIT * HandleRow.UNIT;
    }
}
