package dev.coresident.bench.opencl;

import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
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
import java.lang.foreign.MemorySegment;

/** The least host of a device: it writes rows and slots, and counts completion entries. One thread; no pump, no tickets. */
final class RingHost implements AutoCloseable {
    private static final int LEVEL = 2;

    private final Device device;
    private final Geometry geometry;
    private final ControlLayout places;
    private int tail;
    private int completions;

    RingHost(Device device) throws DeviceException {
        this.device = device;
        this.geometry = device.geometry();
        this.places = ControlLayout.of(geometry);
        device.start();
    }

    Device device() {
        return device;
    }

    private void control(long at, int... words) {
        for (int i = 0; i < words.length; i++) {
            Words.set(device.region(Region.CONTROL), at + 4L * i, words[i]);
        }
        device.wrote(Region.CONTROL, at, 4L * words.length);
    }

    void heap(long at, MemorySegment bytes) {
        MemorySegment.copy(bytes, 0, device.region(Region.HEAP), at, bytes.byteSize());
        device.wrote(Region.HEAP, at, bytes.byteSize());
    }

    /** The row of a tenant with the usual window, ops and observables. */
    static int[] row(Geometry geometry, int id) {
        int[] row = new int[(int) (TenantRow.BYTES / 4)];
        row[(int) (TenantRow.TENANT / 4)] = TenantWord.of(id, 0);
        row[(int) (TenantRow.STATE / 4)] = TenantRow.LIVE;
        row[(int) (TenantRow.WINDOW_FIRST / 4)] = geometry.windowBase(id);
        row[(int) (TenantRow.WINDOW_SIZE / 4)] = geometry.windowSize();
        row[(int) (TenantRow.FIRST_OP / 4)] = id * geometry.opsPerTenant();
        row[(int) (TenantRow.OPS / 4)] = geometry.opsPerTenant();
        row[(int) (TenantRow.OBSERVABLE_FIRST / 4)] = id * geometry.observableWords();
        row[(int) (TenantRow.OBSERVABLE_WORDS / 4)] = geometry.observableWords();
        row[(int) (TenantRow.ADMITTED / 4)] = TenantWord.of(id, 0);
        return row;
    }

    int admit(int id) {
        control(places.tenantRow(id), row(geometry, id));
        return TenantWord.of(id, 0);
    }

    void bind(int id, int local, int kind, int image) {
        control(places.opRow(id * geometry.opsPerTenant() + local) + OpRow.KIND, kind, image);
    }

    int handle(int row, int flags, long start, long length) {
        int word = HandleWord.of(row, 1);
        control(places.handleRow(row), word, 0, flags, (int) (start / HandleRow.UNIT), (int) length, (int)
                (length >>> 32));
        return word;
    }

    /** Publishes a slot: opcode, tenant, then arguments. */
    void publish(int opcode, int tenant, int... arguments) {
        Partitions partitions = geometry.partitions();
        MemorySegment ring = device.region(Region.RING);
        long at = SlotLayout.at(partitions.offset(LEVEL) + (tail & (partitions.capacity(LEVEL) - 1)));
        Words.set(ring, at + SlotLayout.OPCODE, opcode);
        Words.set(ring, at + SlotLayout.TENANT, tenant);
        Words.set(ring, at + SlotLayout.PRIORITY, LEVEL);
        for (int i = 0; i < SlotLayout.ARGUMENTS; i++) {
            Words.set(ring, at + SlotLayout.ARGUMENT + 4L * i, i < arguments.length ? arguments[i] : 0);
        }
        Words.setRelease(ring, at, SlotStatus.PUBLISHED);
        Words.setRelease(device.region(Region.CONTROL), ControlLayout.tail(LEVEL), ++tail);
    }

    /** Runs rounds, or waits, until so many slots ended well. */
    void await(int slots) throws DeviceException {
        MemorySegment ring = device.region(Region.COMPLETION);
        boolean rounds = device.facts().model() == ExecutionModel.ROUNDS;
        device.nudge();
        int left = slots;
        while (left > 0) {
            if (rounds) {
                device.round(slots);
            }
            long at = CompletionLayout.at(completions & (geometry.completions() - 1));
            while (left > 0 && Words.getAcquire(ring, at) == completions + 1) {
                int status = Words.get(ring, at + CompletionLayout.ENDING) & 0xFF;
                if (status != SlotStatus.DONE) {
                    throw new IllegalStateException("a slot ended as " + Words.get(ring, at + CompletionLayout.ENDING));
                }
                completions++;
                left--;
                at = CompletionLayout.at(completions & (geometry.completions() - 1));
            }
            if (!rounds) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() {
        device.close();
    }
}
