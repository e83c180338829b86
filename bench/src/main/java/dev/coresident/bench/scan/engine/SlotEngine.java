package dev.coresident.bench.scan.engine;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.RuleGroup;
import dev.coresident.automata.RuleSet;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scan function of the simulator's one worker, with as little around it as the protocol allows: the texts lie in device memory
 * already, and one slot names a whole text. Its events are written to device memory and counted, not ordered.
 */
public final class SlotEngine implements Engine {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int EVENTS = 1 << 18;
    private static final int FLAGS = ScanLayout.FIRST | ScanLayout.LAST;
    private static final long SLACK = 1 << 20;

    private final ResidentKernel kernel;
    private final Tenant tenant;
    private final List<Group> groups = new ArrayList<>();
    private final List<Text> texts = new ArrayList<>();
    private final DeviceBuffer output;
    private final Completion completion = new Completion();

    /** An image that was bound, with memory for two states where its state is a set. */
    private record Group(
            int opcode, ProgramImage image, @Nullable DeviceBuffer states) {}

    /** A text in device memory. */
    private record Text(DeviceBuffer buffer, int bytes) {}

    /** Compiles the workload's patterns. */
    public SlotEngine(Workload workload) throws DeviceException, IOException {
        this(workload, Compiling.compile("bench", workload.patterns()));
    }

    /** Over rules that were compiled already. */
    public SlotEngine(Workload workload, RuleSet rules) throws DeviceException, IOException {
        List<ProgramImage> images =
                rules.groups().stream().map(SlotEngine::image).toList();
        long states = images.stream().mapToLong(image -> 2 * image.stateBytes()).sum();
        long heap = rules.bytes() + workload.bytes() + EVENTS * ScanLayout.EVENT_BYTES + states + SLACK;
        kernel = ResidentKernel.open(KernelOptions.defaults()
                .withBackend("sim")
                .withTenants(1, Math.max(1, rules.groups().size()))
                .withHeapBytes(heap)
                .withProperty("workers", "1"));
        tenant = kernel.tenants().register("bench").orThrow();
        for (ProgramImage image : images) {
            DeviceBuffer memory = image.stateBytes() == 0
                    ? null
                    : tenant.allocate(Purpose.HEAP, 2 * image.stateBytes()).orThrow();
            groups.add(new Group(tenant.bind(groups.size(), image).orThrow(), image, memory));
        }
        for (int file = 0; file < workload.files().size(); file++) {
            byte[] bytes = workload.text(file).getBytes(StandardCharsets.ISO_8859_1);
            DeviceBuffer buffer = kernel.allocateShared(Purpose.INPUT, Math.max(1, bytes.length))
                    .orThrow();
            MemorySegment.copy(bytes, 0, buffer.segment(), ValueLayout.JAVA_BYTE, 0, bytes.length);
            buffer.wrote(0, bytes.length);
            texts.add(new Text(buffer, bytes.length));
        }
        output =
                tenant.allocate(Purpose.OUTPUT, EVENTS * ScanLayout.EVENT_BYTES).orThrow();
    }

    private static ProgramImage image(RuleGroup group) {
        return switch (ProgramImage.check(group.image())) {
            case ProgramImage.Check.Valid(ProgramImage image) -> image;
            case ProgramImage.Check.Invalid(String reason) -> throw new IllegalStateException(reason);
        };
    }

    @Override
    public long scan() throws InterruptedException {
        long found = 0;
        for (Text text : texts) {
            for (Group group : groups) {
                found += scan(text, group);
            }
        }
        return found;
    }

    private long scan(Text text, Group group) throws InterruptedException {
        long found = 0;
        int offset = 0;
        int state = group.image().startState();
        int flags = FLAGS;
        int half = (int) group.image().stateBytes();
        int written = 0;
        do {
            int read = written;
            written = half - read;
            long ticket = tenant.submit(
                    group.opcode(),
                    text.buffer().handle(),
                    offset,
                    text.bytes() - offset,
                    state,
                    output.handle(),
                    0,
                    EVENTS,
                    flags,
                    group.states() == null ? 0 : group.states().handle(),
                    read,
                    written);
            if (tenant.await(ticket, LIMIT, completion) != TicketState.DONE) {
                throw new IllegalStateException("a SCAN slot ended as " + completion);
            }
            state = completion.result(0);
            offset += completion.result(1);
            found += completion.result(2);
            flags = completion.result(3);
        } while (offset < text.bytes() || flags != 0);
        return found;
    }

    @Override
    public void close() {
        kernel.close();
    }
}
