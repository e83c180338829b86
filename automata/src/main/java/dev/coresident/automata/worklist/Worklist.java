package dev.coresident.automata.worklist;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.Binding;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.policy.WorklistDecision;
import dev.coresident.api.ring.Opening;
import dev.coresident.api.ring.TaskView;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.worklist.frontier.Place;
import dev.coresident.automata.worklist.frontier.SlotFault;
import dev.coresident.automata.worklist.frontier.Wave;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.WorklistLayout;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ends of a rule set's matches as a tenant of a resident kernel, by (state, byte index) pairs that ride in continuation tasks.
 *
 * <p>What waits is on the host, so that no device can be lost with it; a frontier that no slot has room for is parted among slots and goes
 * on. One thread opens, runs and closes; it also runs the kernel's pump. Memory is bounded by {@link WorklistOptions} and by the frontier:
 * 64 bytes for each pair that waits. An input has less than 2^32 - 1 bytes, for an index is a word.
 *
 * <p>Cost: a walk of tasks is not a fast way to scan; {@link dev.coresident.automata.scan.Scanner} is. It is a way to keep many
 * automata moving on one device in bounded turns.
 */
public final class Worklist implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Worklist.class.getName());

    /** The longest input. */
    public static final long MOST_BYTES = 0xFFFF_FFFEL;

    private static final Duration GLANCE = Duration.ofNanos(200_000);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final int SEEDS = 2;
    /** Decisions that share one look at the kernel. */
    private static final int DECISIONS_A_LOOK = 64;

    private final ResidentKernel kernel;
    private final Tenant tenant;
    private final List<DeviceBuffer> buffers;
    private final int[] seeds;
    private final Wave wave;
    private final Course course;
    private final Tally tally;

    private Worklist(
            ResidentKernel kernel,
            WorklistPlan plan,
            Tenant tenant,
            List<DeviceBuffer> buffers,
            int blocking,
            int nonBlocking,
            IntSupplier occupancy) {
        this.kernel = kernel;
        this.tenant = tenant;
        this.buffers = List.copyOf(buffers);
        this.seeds = seeds(plan, tenant, blocking);
        DeviceBuffer chunk = buffers.getFirst();
        List<Place> places = buffers.stream()
                .skip(1)
                .map(buffer -> new Place(tenant, buffer, plan.shape()))
                .toList();
        this.wave = new Wave(places, blocking, nonBlocking, chunk);
        this.tally = new Tally(plan.options().evidenceKept());
        this.course = new Course(plan, chunk, wave, occupancy, tally);
    }

    /**
     * Registers a tenant, uploads and binds its automaton for both modes, and takes the memory.
     *
     * <p>Occupancy is how many slots of all tenants are in the ring for each compute unit of the device, looked at now and then.
     *
     * @param kernel opened with at least what {@link WorklistPlan#sized} asks for
     * @param plan the rules and bounds
     * @param policy the tenant's; its backlog cap is set to what the places need
     */
    public static WorklistOpening open(ResidentKernel kernel, WorklistPlan plan, TenantPolicy policy) {
        return open(kernel, plan, policy, new Occupancy(kernel));
    }

    /**
     * As {@link #open(ResidentKernel, WorklistPlan, TenantPolicy)}, with another source of occupancy.
     *
     * @param occupancy basis points of the device that are in use; asked once for each decision
     */
    public static WorklistOpening open(
            ResidentKernel kernel, WorklistPlan plan, TenantPolicy policy, IntSupplier occupancy) {
        int places = plan.options().places();
        int backlog = Math.clamp(2L * places + 1, 1, TenantPolicy.MAX_BACKLOG);
        Registration registration = kernel.tenants().register(plan.rules().label(), policy.withBacklogCap(backlog));
        if (!(registration instanceof Registration.Registered(Tenant tenant))) {
            return new WorklistOpening.Refused(((Registration.Refused) registration).reason());
        }
        List<DeviceBuffer> buffers = new ArrayList<>();
        String refusal = take(tenant, buffers, Purpose.INPUT, plan.options().chunkBytes());
        for (int place = 0; place < places && refusal == null; place++) {
            refusal = take(tenant, buffers, Purpose.HEAP, plan.shape().bytes());
        }
        Binding blocking = tenant.bind(0, OpKind.WORKLIST_BLOCKING, plan.image());
        Binding nonBlocking = tenant.bind(1, OpKind.WORKLIST_NON_BLOCKING, plan.image());
        if (refusal == null
                && blocking instanceof Binding.Bound(int first)
                && nonBlocking instanceof Binding.Bound(int second)) {
            return new WorklistOpening.Opened(new Worklist(kernel, plan, tenant, buffers, first, second, occupancy));
        }
        for (Binding binding : List.of(blocking, nonBlocking)) {
            refusal = refusal == null && binding instanceof Binding.Refused(String reason) ? reason : refusal;
        }
        buffers.forEach(DeviceBuffer::close);
        kernel.tenants().unregister(tenant);
        return new WorklistOpening.Refused(String.valueOf(refusal));
    }

    private static @Nullable String take(Tenant tenant, List<DeviceBuffer> buffers, Purpose purpose, long bytes) {
        return switch (tenant.allocate(purpose, bytes)) {
            case Allocation.Granted(DeviceBuffer buffer) -> {
                buffers.add(buffer);
                yield null;
            }
            case Allocation.Refused(String reason) -> reason;
        };
    }

    /** The first state and the root, before the first byte. */
    private static int[] seeds(WorklistPlan plan, Tenant tenant, int opcode) {
        MemorySegment memory = Arena.ofAuto().allocate(SEEDS * TaskLayout.BYTES, TaskLayout.BYTES);
        if (TaskView.open(memory, SEEDS) instanceof Opening.Opened<TaskView>(TaskView tasks)) {
            int[] states = {0, WorklistLayout.root(plan.states())};
            for (int task = 0; task < SEEDS; task++) {
                tasks.spawn(
                        task,
                        new StatePair(states[task], 0)
                                .toTask(opcode, tenant.word(), tenant.policy().priority(), 0, 0, task + 1, 0));
            }
        }
        return memory.toArray(ValueLayout.JAVA_INT);
    }

    /** The tenant. */
    public Tenant tenant() {
        return tenant;
    }

    /**
     * Traverses a file.
     *
     * @param sink receives the ends on this thread
     * @throws IOException from the file
     * @throws WorklistException if the kernel cannot go on; the worklist can then only be closed
     * @throws InterruptedException if the thread was interrupted; likewise
     * @throws IllegalArgumentException if the file is longer than {@link #MOST_BYTES}
     */
    public void run(Path file, EndSink sink) throws IOException, WorklistException, InterruptedException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            begin(new InputBytes.OpenFile(channel, channel.size()), sink);
            toTheEnd();
        }
    }

    /** Traverses bytes, as {@link #run(Path, EndSink)}. */
    public void run(MemorySegment input, EndSink sink) throws WorklistException, InterruptedException {
        begin(input, sink);
        try {
            toTheEnd();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory are read without IO", e);
        }
    }

    private void toTheEnd() throws IOException, WorklistException, InterruptedException {
        while (!course.isDone()) {
            boolean worked = kernel.poll() > 0;
            if (!step() && !worked) {
                wave.await(GLANCE);
            }
        }
    }

    /**
     * Begins with bytes; {@link #advance} goes on. For callers that drive several worklists on one thread.
     *
     * @param input unchanged until the end; at most {@link #MOST_BYTES}
     */
    public void begin(MemorySegment input, EndSink sink) {
        begin(new InputBytes.Memory(input), sink);
    }

    private void begin(InputBytes input, EndSink sink) {
        if (!course.isDone()) {
            throw new IllegalStateException("the input before is not at its end: advance until it is");
        }
        if (input.size() > MOST_BYTES) {
            throw new IllegalArgumentException("a worklist takes at most " + MOST_BYTES + " bytes, got " + input.size()
                    + ": part the input, or scan it");
        }
        course.begin(input, seeds, SEEDS, sink);
    }

    /**
     * Does what can be done without waiting: submits, collects, tells ends. The caller runs the kernel's pump.
     *
     * @return false if there was nothing to do
     */
    public boolean advance() throws WorklistException {
        try {
            return step();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory are read without IO", e);
        }
    }

    private boolean step() throws IOException, WorklistException {
        try {
            return course.advance();
        } catch (SlotFault e) {
            throw new WorklistException(String.valueOf(e.getMessage()), e);
        }
    }

    /** True when nothing is left of the input. */
    public boolean isDone() {
        return course.isDone();
    }

    /** What was done so far, over all inputs. */
    public WorklistReport report() {
        return tally.report();
    }

    /** Waits until the tenant's slots have ended, gives all memory back and unregisters it. The kernel stays open. */
    @Override
    public void close() {
        try {
            if (tenant.quiesce(CLOSE_LIMIT) instanceof Quiesce.TimedOut(long outstanding, var _)) {
                LOG.log(
                        Level.WARNING,
                        "{0} has {1} slots that did not end within {2}; its memory is given back when they do",
                        tenant,
                        outstanding,
                        CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        buffers.forEach(DeviceBuffer::close);
        kernel.tenants().unregister(tenant);
    }

    /** Slots in the ring for each compute unit. */
    private static final class Occupancy implements IntSupplier {
        private final ResidentKernel kernel;
        private int decisions;
        private int last;

        Occupancy(ResidentKernel kernel) {
            this.kernel = kernel;
        }

        @Override
        public int getAsInt() {
            if (decisions++ % DECISIONS_A_LOOK == 0) {
                long units = Math.max(1, kernel.device().computeUnits());
                long slots = kernel.snapshot().inRing();
                last = (int) Math.min(WorklistDecision.FULL_OCCUPANCY, WorklistDecision.FULL_OCCUPANCY * slots / units);
            }
            return last;
        }
    }
}
