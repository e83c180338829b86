package dev.coresident.api.replay;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.api.policy.Backoff;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
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
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** A device, and as much of a host as it takes to write rows and to run one slot at a time. One thread. */
final class ReplayDevice implements AutoCloseable {
    private final Device device;
    private final Geometry geometry;
    private final ControlLayout places;
    private final MemorySegment control;
    private final MemorySegment ring;
    private final MemorySegment completion;
    private final MemorySegment heap;
    private final boolean rounds;
    private final long limitNanos;
    private final KernelTime time;
    private final long[] tails = new long[Partitions.LEVELS];
    private int taken;

    /** How the slot that was run last ended. */
    int status;

    int fault;
    final int[] results = new int[CompletionLayout.RESULTS];

    ReplayDevice(BackendProvider provider, Geometry geometry, ReplayOptions options, KernelTime time)
            throws DeviceException {
        this.time = time;
        this.device = provider.open(new DeviceOptions(geometry, options.properties()));
        this.geometry = geometry;
        this.places = ControlLayout.of(geometry);
        this.control = device.region(Region.CONTROL);
        this.ring = device.region(Region.RING);
        this.completion = device.region(Region.COMPLETION);
        this.heap = device.region(Region.HEAP);
        this.rounds = device.facts().model() == ExecutionModel.ROUNDS;
        this.limitNanos = Backoff.nanos(options.slotLimit());
        try {
            device.start();
        } catch (DeviceException | RuntimeException e) {
            device.close();
            throw e;
        }
    }

    String description() {
        return device.facts().backend() + ", " + device.facts().description();
    }

    void admit(int tenant, int windowFirst, int windowSize, int quota) {
        int id = TenantWord.id(tenant);
        long window = 4L * geometry.observableWords();
        device.region(Region.OBSERVABLE).asSlice(window * id, window).fill((byte) 0);
        device.wrote(Region.OBSERVABLE, window * id, window);
        long row = places.tenantRow(id);
        Words.set(control, row + TenantRow.TENANT, tenant);
        Words.set(control, row + TenantRow.STATE, TenantRow.LIVE);
        Words.set(control, row + TenantRow.WINDOW_FIRST, windowFirst);
        Words.set(control, row + TenantRow.WINDOW_SIZE, windowSize);
        Words.set(control, row + TenantRow.FIRST_OP, id * geometry.opsPerTenant());
        Words.set(control, row + TenantRow.OPS, geometry.opsPerTenant());
        Words.set(control, row + TenantRow.OBSERVABLE_FIRST, id * geometry.observableWords());
        Words.set(control, row + TenantRow.OBSERVABLE_WORDS, geometry.observableWords());
        Words.set(control, row + TenantRow.QUOTA, quota);
        Words.setRelease(control, row + TenantRow.ADMITTED, tenant);
        device.wrote(Region.CONTROL, row, TenantRow.BYTES);
    }

    void revoke(int tenant) {
        long row = places.tenantRow(TenantWord.id(tenant));
        Words.setVolatile(control, row + TenantRow.ADMITTED, 0);
        Words.set(control, row + TenantRow.STATE, TenantRow.REVOKED);
        device.wrote(Region.CONTROL, row, TenantRow.BYTES);
    }

    void release(int tenant) {
        int id = TenantWord.id(tenant);
        long row = places.tenantRow(id);
        Words.set(control, row + TenantRow.STATE, TenantRow.FREE);
        device.wrote(Region.CONTROL, row, TenantRow.BYTES);
        long ops = places.opRow(id * geometry.opsPerTenant());
        long bytes = OpRow.BYTES * geometry.opsPerTenant();
        control.asSlice(ops, bytes).fill((byte) 0);
        device.wrote(Region.CONTROL, ops, bytes);
    }

    void bind(int tenant, int local, int kind, int image) {
        long row = places.opRow(TenantWord.id(tenant) * geometry.opsPerTenant() + local);
        Words.setPairRelease(control, row + OpRow.KIND, Words.pair(kind, image));
        device.wrote(Region.CONTROL, row, OpRow.BYTES);
    }

    /** Opens a handle over memory that is zero from now on. */
    void open(int handle, int owner, int flags, long unit, long bytes) {
        heap.asSlice(unit * HandleRow.UNIT, bytes).fill((byte) 0);
        device.wrote(Region.HEAP, unit * HandleRow.UNIT, bytes);
        long at = places.handleRow(HandleWord.row(handle));
        HandleRow.open(control, at, handle, owner, flags, unit, bytes);
        device.wrote(Region.CONTROL, at, HandleRow.BYTES);
    }

    void close(int handle) {
        long at = places.handleRow(HandleWord.row(handle));
        Words.setVolatile(control, at + HandleRow.HANDLE, 0);
        device.wrote(Region.CONTROL, at, HandleRow.BYTES);
    }

    void write(long at, MemorySegment bytes) {
        MemorySegment.copy(bytes, 0, heap, at, bytes.byteSize());
        device.wrote(Region.HEAP, at, bytes.byteSize());
    }

    /** CRC-32C of a range as the device has it. */
    int checksum(long at, long length) {
        device.fetch(Region.HEAP, at, length);
        CRC32C checksum = new CRC32C();
        for (long done = 0; done < length; done += 1 << 30) {
            checksum.update(
                    heap.asSlice(at + done, Math.min(1 << 30, length - done)).asByteBuffer());
        }
        return (int) checksum.getValue();
    }

    /**
     * Runs one slot to its end; its ending is in the fields.
     *
     * @return false if it did not end within the limit
     */
    boolean run(ImmutableIntArray words, int level) throws DeviceException {
        int fence = words.get(1) == Opcodes.BATCH_FENCE ? words.get(4) : 0;
        if (fence > 0 && fence <= geometry.partitions().capacity(level)) {
            // The slots of its batch may have come later here: as many of any kind must stand before it.
            while (tails[level] < fence) {
                if (!one(ImmutableIntArray.of(SlotStatus.PUBLISHED, Opcodes.NOP, words.get(2), level), level)) {
                    return false;
                }
            }
        }
        return one(words, level);
    }

    private boolean one(ImmutableIntArray words, int level) throws DeviceException {
        Partitions partitions = geometry.partitions();
        long at = SlotLayout.at(partitions.offset(level) + ((int) tails[level] & (partitions.capacity(level) - 1)));
        for (int word = 1; word < SlotLayout.WORDS; word++) {
            Words.set(ring, at + 4L * word, word < words.length() ? words.get(word) : 0);
        }
        Words.setRelease(ring, at, SlotStatus.PUBLISHED);
        tails[level]++;
        Words.setRelease(control, ControlLayout.tail(level), (int) tails[level]);
        device.nudge();
        long begin = time.nanoTime();
        for (long poll = 0; !take(); poll++) {
            if (rounds) {
                device.round(1);
            } else {
                time.pause(poll);
            }
            if (time.nanoTime() - begin >= limitNanos) {
                return false;
            }
        }
        return true;
    }

    private boolean take() {
        long entry = CompletionLayout.at(taken & (geometry.completions() - 1));
        if (Words.getAcquire(completion, entry + CompletionLayout.SEQUENCE) != taken + 1) {
            return false;
        }
        taken++;
        int ending = Words.get(completion, entry + CompletionLayout.ENDING);
        status = CompletionLayout.status(ending);
        fault = CompletionLayout.fault(ending);
        for (int i = 0; i < results.length; i++) {
            results[i] = Words.get(completion, entry + CompletionLayout.RESULT + 4L * i);
        }
        return true;
    }

    @Override
    public void close() {
        device.close();
    }
}
