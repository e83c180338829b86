package dev.coresident.api.device;

import dev.coresident.spi.Coherence;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlHeader;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.CustomOp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A device driven by hand: it takes and ends slots only when a test says so, in whatever order the test likes, and it may lie. It
 * watches how the host uses it: {@link #violations} lists calls that break the contract's threading.
 */
public final class HandDevice implements Device {
    /** What a device of rounds does in a round. */
    @FunctionalInterface
    public interface Round {
        /** Returns how many slots ended. */
        int run(int maxSlots) throws DeviceException;
    }

    private static final byte POISON = (byte) 0xA5;

    private final Geometry geometry;
    private final ControlLayout places;
    private final ExecutionModel model;
    private final Arena arena = Arena.ofShared();
    private final Map<Region, MemorySegment> regions = new EnumMap<>(Region.class);
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final int[] heads = new int[Partitions.LEVELS];
    private final MemorySegment controlMemory;
    private final MemorySegment ringMemory;
    private final MemorySegment completionMemory;
    private int completionTail;
    private volatile Round round = most -> 0;
    private volatile Runnable onNudge = () -> {};
    private volatile Health health = new Health.Alive(0);
    private volatile boolean startable = true;
    private volatile boolean stoppable = true;
    private volatile boolean stopped;
    private volatile String throwing = "";
    private volatile boolean closed;

    /** The one custom op of every such device. */
    public static final CustomOp CUSTOM = new CustomOp("by_hand");

    /** A device of a model, closed by the kernel over it. */
    public HandDevice(Geometry geometry, ExecutionModel model) {
        this.geometry = geometry;
        this.places = ControlLayout.of(geometry);
        this.model = model;
        for (Region region : Region.values()) {
            regions.put(region, arena.allocate(Math.max(64, geometry.bytes(region)), 64));
        }
        controlMemory = region(Region.CONTROL);
        ringMemory = region(Region.RING);
        completionMemory = region(Region.COMPLETION);
        ControlHeader.write(controlMemory, geometry);
    }

    // ---- what a test does with it

    /** Runs in every nudge, on the pump's thread. */
    public void onNudge(Runnable action) {
        onNudge = action;
    }

    /** What the next rounds do. */
    public void onRound(Round action) {
        round = action;
    }

    /** From now on lost, and with it all that it wrote. */
    public void lose(DeviceException cause) {
        health = new Health.Lost(cause);
        for (Region region : Region.values()) {
            if (region != Region.HEAP) {
                region(region).fill(POISON);
            }
        }
    }

    /** From now on its heartbeat. */
    public void beat(int heartbeat) {
        health = new Health.Alive(heartbeat);
    }

    /** The host's word of a tenant that runs on it, or 0. */
    public int admitted(int id) {
        return Words.getAcquire(controlMemory, places.tenantRow(id) + TenantRow.ADMITTED);
    }

    /** The memory that a handle names, by the device's own table; null if it names none. */
    public @Nullable MemorySegment resolve(int handle) {
        long row = places.handleRow(HandleWord.row(handle));
        if (Words.getAcquire(controlMemory, row + HandleRow.HANDLE) != handle) {
            return null;
        }
        long at = HandleRow.UNIT * Integer.toUnsignedLong(Words.get(controlMemory, row + HandleRow.START));
        return region(Region.HEAP).asSlice(at, Words.get(controlMemory, row + HandleRow.LENGTH_LOW));
    }

    /** It will not start. */
    public void refuseToStart() {
        startable = false;
    }

    /** From now on it will not stop. */
    public void refuseToStop() {
        stoppable = false;
    }

    /** From now on this call throws, which no device may. */
    public void throwFrom(String call) {
        throwing = call;
    }

    private void mayThrow(String call) {
        if (call.equals(throwing)) {
            throw new IllegalStateException("a device of a test throws when it is to " + call);
        }
    }

    /** Calls that broke the contract. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** True once it was closed. */
    public boolean isClosed() {
        return closed;
    }

    /** The positions published at a level, u32. */
    public int tail(int level) {
        return Words.getAcquire(controlMemory, ControlLayout.tail(level));
    }

    /** Takes the next published slot of a level; null if there is none. */
    public @Nullable Slot take(int level) {
        if (heads[level] == tail(level)) {
            return null;
        }
        int capacity = geometry.partitions().capacity(level);
        int lap = CompletionLayout.lap(heads[level], capacity);
        int slot = geometry.partitions().offset(level) + (claim(level) & (capacity - 1));
        long at = SlotLayout.at(slot);
        MemorySegment ring = ringMemory;
        if (Words.getAcquire(ring, at + SlotLayout.STATUS) != SlotStatus.PUBLISHED) {
            violations.add("slot " + slot + " lies below the tail and is not published");
        }
        return new Slot(
                slot,
                lap,
                level,
                Words.get(ring, at + SlotLayout.OPCODE),
                Words.get(ring, at + SlotLayout.TENANT),
                Words.get(ring, at + SlotLayout.PRIORITY),
                Words.get(ring, at + SlotLayout.ARGUMENT),
                Words.get(ring, at + SlotLayout.ARGUMENT + 4));
    }

    /** The head goes one on, where the host can see it. */
    private int claim(int level) {
        int position = heads[level]++;
        Words.setRelease(controlMemory, places.head(level), heads[level]);
        return position;
    }

    /** Takes all that is published at a level, in order. */
    public List<Slot> takeAll(int level) {
        List<Slot> slots = new ArrayList<>();
        for (Slot slot = take(level); slot != null; slot = take(level)) {
            slots.add(slot);
        }
        return slots;
    }

    /** Takes all that is published at every level. */
    public List<Slot> takeAll() {
        List<Slot> slots = new ArrayList<>();
        for (int level = 0; level < Partitions.LEVELS; level++) {
            slots.addAll(takeAll(level));
        }
        return slots;
    }

    /** Starts the positions of a level elsewhere, the host's tail included. */
    public void startAt(int level, int position) {
        heads[level] = position;
        Words.setRelease(controlMemory, ControlLayout.tail(level), position);
    }

    /** Starts the positions of the completion ring elsewhere, as if the lap before had been read. */
    public void startCompletionsAt(int position) {
        completionTail = position;
        for (int back = 1; back <= geometry.completions(); back++) {
            long at = CompletionLayout.at((position - back) & (geometry.completions() - 1));
            Words.set(completionMemory, at + CompletionLayout.SEQUENCE, position - back + 1);
        }
    }

    /** Ends a slot well; r0 and r1 are its first arguments. */
    public void end(Slot slot) {
        end(slot, FaultCode.NONE);
    }

    /** Ends a slot with a fault, or well with {@link FaultCode#NONE}. */
    public void end(Slot slot, FaultCode fault) {
        int status = fault == FaultCode.NONE ? SlotStatus.DONE : SlotStatus.FAULT;
        Words.setRelease(ringMemory, SlotLayout.at(slot.index()) + SlotLayout.STATUS, status);
        int ending = CompletionLayout.ending(status, fault.number(), slot.lap());
        complete(slot.index(), slot.tenant(), ending, slot.a0(), slot.a1());
    }

    /** Takes and ends the next published slot of a level, if there is one, without allocating. */
    public void endNext(int level) {
        if (heads[level] != tail(level)) {
            int capacity = geometry.partitions().capacity(level);
            int lap = CompletionLayout.lap(heads[level], capacity);
            int slot = geometry.partitions().offset(level) + (claim(level) & (capacity - 1));
            int tenant = Words.get(ringMemory, SlotLayout.at(slot) + SlotLayout.TENANT);
            complete(slot, tenant, CompletionLayout.ending(SlotStatus.DONE, 0, lap), 0, 0);
        }
    }

    /** Ends slots well, in this order. */
    public void endAll(List<Slot> slots) {
        slots.forEach(this::end);
    }

    /** Writes a completion entry, whatever it says. */
    public void complete(int slot, int tenant, int ending, int r0, int r1) {
        MemorySegment completions = completionMemory;
        long at = CompletionLayout.at(completionTail & (geometry.completions() - 1));
        Words.set(completions, at + CompletionLayout.SLOT, slot);
        Words.set(completions, at + CompletionLayout.TENANT, tenant);
        Words.set(completions, at + CompletionLayout.ENDING, ending);
        Words.set(completions, at + CompletionLayout.RESULT, r0);
        Words.set(completions, at + CompletionLayout.RESULT + 4, r1);
        Words.setRelease(completions, at + CompletionLayout.SEQUENCE, ++completionTail);
    }

    // ---- the device

    @Override
    public DeviceFacts facts() {
        return new DeviceFacts("hand", "driven by a test", model, Coherence.COHERENT, 1, geometry.heapBytes());
    }

    @Override
    public List<CustomOp> customOps() {
        return List.of(CUSTOM);
    }

    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public MemorySegment region(Region region) {
        MemorySegment segment = regions.get(region);
        if (segment == null) {
            throw new IllegalStateException("no region " + region);
        }
        return segment.asSlice(0, geometry.bytes(region));
    }

    @Override
    public void start() throws DeviceException {
        enter("start");
        inside.decrementAndGet();
        if (!startable) {
            throw new DeviceException(DeviceException.Category.INTERNAL, "it does not start");
        }
    }

    @Override
    public int round(int maxSlots) throws DeviceException {
        enter("round");
        try {
            if (stopped) {
                violations.add("round after stop");
            }
            return round.run(maxSlots);
        } finally {
            inside.decrementAndGet();
        }
    }

    private void enter(String call) {
        if (inside.getAndIncrement() != 0) {
            violations.add(call + " while another thread was inside the device");
        }
        if (closed) {
            violations.add(call + " after close");
        }
    }

    @Override
    public void wrote(Region region, long offset, long length) {
        if (offset < 0 || length < 0 || offset + length > geometry.bytes(region)) {
            violations.add("wrote beyond " + region);
        }
    }

    @Override
    public void fetch(Region region, long offset, long length) {
        // Nothing was executed.
    }

    @Override
    public void nudge() {
        mayThrow("nudge");
        onNudge.run();
    }

    @Override
    public boolean stop(Duration limit) {
        mayThrow("stop");
        enter("stop");
        inside.decrementAndGet();
        stopped = true;
        return stoppable;
    }

    @Override
    public Health health() {
        mayThrow("health");
        return health;
    }

    @Override
    public void close() {
        closed = true;
        if (stoppable && arena.scope().isAlive()) {
            arena.close();
        }
    }
}
