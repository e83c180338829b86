package dev.coresident.backend.sim.contract;

import dev.coresident.backend.sim.SimControl;
import dev.coresident.backend.sim.provider.SimProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.OpRow;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.OpKind;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The least host that can drive a device: it writes rows, slots and tails, and reads completions. One thread. */
public final class TinyHost implements AutoCloseable {
    /** Small enough to reach every bound, large enough for a run. */
    public static final Geometry GEOMETRY = new Geometry(Partitions.each(64), 4, 256, 8, 32, 16, 4, 1 << 20);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** One completion entry. */
    public record End(int slot, int tenant, int status, FaultCode fault, int lap, List<Integer> results) {}

    private final Device device;
    private final ControlLayout places;
    private final int[] tails = new int[Partitions.LEVELS];
    private int completions;

    public TinyHost(Geometry geometry, Map<String, String> properties) {
        try {
            device = new SimProvider().open(new DeviceOptions(geometry, properties));
        } catch (DeviceException e) {
            throw new AssertionError(e);
        }
        places = ControlLayout.of(geometry);
    }

    public Device device() {
        return device;
    }

    public MemorySegment control() {
        return device.region(Region.CONTROL);
    }

    public ControlLayout places() {
        return places;
    }

    /** Starts at positions other than 0, as if the device had run for long. Before {@link #start}. */
    public TinyHost from(int position, int completionPosition) {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            tails[level] = position;
            Words.set(control(), ControlLayout.tail(level), position);
            Words.set(control(), places.head(level), position);
        }
        completions = completionPosition;
        Words.set(control(), places.deviceLine() + DeviceLine.COMPLETION_TAIL, completionPosition);
        device.wrote(Region.CONTROL, 0, places.bytes());
        return this;
    }

    public TinyHost start() {
        try {
            device.start();
        } catch (DeviceException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    public int admit(int id, int generation) {
        int word = TenantWord.of(id, generation);
        Geometry geometry = device.geometry();
        tenantField(id, TenantRow.TENANT, word);
        tenantField(id, TenantRow.STATE, TenantRow.LIVE);
        tenantField(id, TenantRow.WINDOW_FIRST, geometry.windowBase(id));
        tenantField(id, TenantRow.WINDOW_SIZE, geometry.windowSize());
        tenantField(id, TenantRow.FIRST_OP, id * geometry.opsPerTenant());
        tenantField(id, TenantRow.OPS, geometry.opsPerTenant());
        tenantField(id, TenantRow.OBSERVABLE_FIRST, id * geometry.observableWords());
        tenantField(id, TenantRow.OBSERVABLE_WORDS, geometry.observableWords());
        tenantField(id, TenantRow.ADMITTED, word);
        return word;
    }

    public void revoke(int id) {
        tenantField(id, TenantRow.STATE, TenantRow.REVOKED);
        tenantField(id, TenantRow.ADMITTED, 0);
    }

    public void tenantField(int id, long field, int value) {
        Words.setVolatile(control(), places.tenantRow(id) + field, value);
        device.wrote(Region.CONTROL, places.tenantRow(id), TenantRow.BYTES);
    }

    public int bind(int id, int local, OpKind kind, int image) {
        return bind(id, local, kind.number(), image);
    }

    public int bind(int id, int local, int kind, int image) {
        long row = places.opRow(id * device.geometry().opsPerTenant() + local);
        Words.set(control(), row + OpRow.KIND, kind);
        Words.set(control(), row + OpRow.IMAGE, image);
        device.wrote(Region.CONTROL, row, OpRow.BYTES);
        return device.geometry().windowBase(id) + local;
    }

    public int handle(int row, int generation, int owner, int flags, long start, long length) {
        int word = HandleWord.of(row, generation);
        long at = places.handleRow(row);
        Words.set(control(), at + HandleRow.OWNER, owner);
        Words.set(control(), at + HandleRow.FLAGS, flags);
        Words.set(control(), at + HandleRow.START, (int) (start / HandleRow.UNIT));
        Words.set(control(), at + HandleRow.LENGTH_LOW, (int) length);
        Words.set(control(), at + HandleRow.LENGTH_HIGH, (int) (length >>> 32));
        Words.setRelease(control(), at + HandleRow.HANDLE, word);
        device.wrote(Region.CONTROL, at, HandleRow.BYTES);
        return word;
    }

    public void closeHandle(int row) {
        Words.setRelease(control(), places.handleRow(row) + HandleRow.HANDLE, 0);
        device.wrote(Region.CONTROL, places.handleRow(row), HandleRow.BYTES);
    }

    public void writeHeap(long at, byte[] bytes) {
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, device.region(Region.HEAP), at, bytes.length);
        device.wrote(Region.HEAP, at, bytes.length);
    }

    public void writeHeap(long at, MemorySegment bytes) {
        MemorySegment.copy(bytes, 0, device.region(Region.HEAP), at, bytes.byteSize());
        device.wrote(Region.HEAP, at, bytes.byteSize());
    }

    public int heapWord(long at) {
        device.fetch(Region.HEAP, at, 4);
        return Words.get(device.region(Region.HEAP), at);
    }

    public int observable(int id, int index) {
        long at = 4L * (id * device.geometry().observableWords() + index);
        device.fetch(Region.OBSERVABLE, at, 4);
        return Words.get(device.region(Region.OBSERVABLE), at);
    }

    public void observable(int id, int index, int value) {
        long at = 4L * (id * device.geometry().observableWords() + index);
        Words.set(device.region(Region.OBSERVABLE), at, value);
        device.wrote(Region.OBSERVABLE, at, 4);
    }

    /** Writes a slot at a level without moving the tail; gives the slot's index. */
    public int write(int level, int opcode, int word, int... arguments) {
        return writeWithPriority(level, level, opcode, word, arguments);
    }

    public int writeWithPriority(int level, int priority, int opcode, int word, int... arguments) {
        MemorySegment ring = device.region(Region.RING);
        int slot = nextSlot(level);
        tails[level]++;
        long at = SlotLayout.at(slot);
        int before = Words.getAcquire(ring, at + SlotLayout.STATUS);
        if (!SlotStatus.isWritable(before)) {
            throw new IllegalStateException("slot " + slot + " is " + SlotStatus.name(before));
        }
        Words.set(ring, at + SlotLayout.OPCODE, opcode);
        Words.set(ring, at + SlotLayout.TENANT, word);
        Words.set(ring, at + SlotLayout.PRIORITY, priority);
        for (int i = 0; i < SlotLayout.ARGUMENTS; i++) {
            Words.set(ring, at + SlotLayout.ARGUMENT + 4L * i, i < arguments.length ? arguments[i] : 0);
        }
        Words.setRelease(ring, at + SlotLayout.STATUS, SlotStatus.PUBLISHED);
        return slot;
    }

    /** Moves every tail over what was written. */
    public void publish() {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            Words.setRelease(control(), ControlLayout.tail(level), tails[level]);
        }
        device.nudge();
    }

    /** Publishes one slot at level 2 and gives its end. */
    public End run(int opcode, int word, int... arguments) {
        write(2, opcode, word, arguments);
        publish();
        return await(1).getFirst();
    }

    /** The slot that the next {@link #write} at a level takes. */
    public int nextSlot(int level) {
        Partitions partitions = device.geometry().partitions();
        return partitions.offset(level) + (tails[level] & (partitions.capacity(level) - 1));
    }

    /** The next ends in the order of the completion ring; fails when they do not come. */
    @SuppressWarnings("ThreadPriorityCheck")
    public List<End> await(int count) {
        List<End> ends = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.size() < count) {
            End end = poll();
            if (end != null) {
                ends.add(end);
            } else if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("after " + PATIENCE + " only " + ends.size() + " of " + count
                        + " slots had ended; health " + device.health());
            } else if (device.facts().model() == ExecutionModel.ROUNDS) {
                round(count);
            } else if (device instanceof SimControl control) {
                control.step(count);
            } else {
                Thread.yield();
            }
        }
        return ends;
    }

    public int round(int maxSlots) {
        try {
            return device.round(maxSlots);
        } catch (DeviceException e) {
            throw new AssertionError(e);
        }
    }

    /** The next end, or null if none stands in the completion ring. */
    public @Nullable End poll() {
        MemorySegment completion = device.region(Region.COMPLETION);
        long at = CompletionLayout.at(completions & (device.geometry().completions() - 1));
        if (Words.getAcquire(completion, at + CompletionLayout.SEQUENCE) != completions + 1) {
            return null;
        }
        completions++;
        int ending = Words.get(completion, at + CompletionLayout.ENDING);
        List<Integer> results = new ArrayList<>();
        for (int i = 0; i < CompletionLayout.RESULTS; i++) {
            results.add(Words.get(completion, at + CompletionLayout.RESULT + 4L * i));
        }
        return new End(
                Words.get(completion, at + CompletionLayout.SLOT),
                Words.get(completion, at + CompletionLayout.TENANT),
                CompletionLayout.status(ending),
                FaultCode.of(CompletionLayout.fault(ending)),
                CompletionLayout.lap(ending),
                results);
    }

    public int status(int slot) {
        return Words.getAcquire(device.region(Region.RING), SlotLayout.at(slot) + SlotLayout.STATUS);
    }

    public int claimed(int id) {
        return Words.getVolatile(control(), places.countRow(id) + CountRow.CLAIMED);
    }

    public int done(int id) {
        return Words.getVolatile(control(), places.countRow(id) + CountRow.DONE);
    }

    public int faulted(int id) {
        return Words.getVolatile(control(), places.countRow(id) + CountRow.FAULTED);
    }

    @Override
    public void close() {
        device.close();
    }
}
