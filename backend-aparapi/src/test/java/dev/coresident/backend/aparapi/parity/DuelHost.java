package dev.coresident.backend.aparapi.parity;

import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
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
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The least host: it writes words where it is told, publishes slots, and gives completion entries word by word. One thread. */
public final class DuelHost implements AutoCloseable {
    private final Device device;
    private final Geometry geometry;
    private final ControlLayout places;
    private final int[] tails = new int[Partitions.LEVELS];
    private int completions;

    /** A host of a device that is open; starts it. */
    public DuelHost(Device device) throws DeviceException {
        this.device = device;
        this.geometry = device.geometry();
        this.places = ControlLayout.of(geometry);
        device.start();
    }

    /** The device. */
    public Device device() {
        return device;
    }

    /** Words of a region, and the device is told. */
    public void words(Region region, long at, int... words) {
        for (int i = 0; i < words.length; i++) {
            Words.set(device.region(region), at + 4L * i, words[i]);
        }
        device.wrote(region, at, 4L * words.length);
    }

    /** Bytes of the heap, and the device is told. */
    public void heap(long at, MemorySegment bytes) {
        MemorySegment.copy(bytes, 0, device.region(Region.HEAP), at, bytes.byteSize());
        device.wrote(Region.HEAP, at, bytes.byteSize());
    }

    /** Admits a tenant with the usual window, ops and observables; gives its word. */
    public int admit(int id, int generation) {
        int word = TenantWord.of(id, generation);
        int[] row = new int[(int) (TenantRow.BYTES / 4)];
        row[(int) (TenantRow.TENANT / 4)] = word;
        row[(int) (TenantRow.STATE / 4)] = TenantRow.LIVE;
        row[(int) (TenantRow.WINDOW_FIRST / 4)] = geometry.windowBase(id);
        row[(int) (TenantRow.WINDOW_SIZE / 4)] = geometry.windowSize();
        row[(int) (TenantRow.FIRST_OP / 4)] = id * geometry.opsPerTenant();
        row[(int) (TenantRow.OPS / 4)] = geometry.opsPerTenant();
        row[(int) (TenantRow.OBSERVABLE_FIRST / 4)] = id * geometry.observableWords();
        row[(int) (TenantRow.OBSERVABLE_WORDS / 4)] = geometry.observableWords();
        row[(int) (TenantRow.ADMITTED / 4)] = word;
        words(Region.CONTROL, places.tenantRow(id), row);
        return word;
    }

    /** Binds a local opcode. */
    public void bind(int id, int local, int kind, int image) {
        long row = places.opRow(id * geometry.opsPerTenant() + local);
        words(Region.CONTROL, row + OpRow.KIND, kind, image);
    }

    /** Opens a handle; gives its word. */
    public int handle(int row, int owner, int flags, long start, long length) {
        int word = HandleWord.of(row, 1);
        words(
                Region.CONTROL,
                places.handleRow(row),
                word,
                owner,
                flags,
                (int) (start / HandleRow.UNIT),
                (int) length,
                (int) (length >>> 32));
        return word;
    }

    /** True if the next slot of a level is the host's. */
    public boolean isFree(int level) {
        return SlotStatus.isWritable(Words.getAcquire(device.region(Region.RING), SlotLayout.at(next(level))));
    }

    private int next(int level) {
        Partitions partitions = geometry.partitions();
        return partitions.offset(level) + (tails[level] & (partitions.capacity(level) - 1));
    }

    /** Publishes a slot: opcode, tenant word, priority, arguments; gives its index. */
    public int publish(int level, int... words) {
        int slot = next(level);
        MemorySegment ring = device.region(Region.RING);
        int[] all = Arrays.copyOf(words, SlotLayout.WORDS - 1);
        for (int i = 0; i < all.length; i++) {
            Words.set(ring, SlotLayout.at(slot) + 4L * (i + 1), all[i]);
        }
        Words.setRelease(ring, SlotLayout.at(slot), SlotStatus.PUBLISHED);
        Words.setRelease(device.region(Region.CONTROL), ControlLayout.tail(level), ++tails[level]);
        return slot;
    }

    /** Rounds until so many slots have ended; their entries after the sequence, in the order of the ring. */
    public List<List<Integer>> ends(int count) throws DeviceException {
        List<List<Integer>> ends = new ArrayList<>();
        for (int idle = 0; ends.size() < count; idle++) {
            if (idle > 2_000) {
                throw new AssertionError("only " + ends.size() + " of " + count + " slots end");
            }
            device.round(count);
            take(ends);
        }
        return ends;
    }

    /** Adds the entries that stand in the completion ring. */
    public void take(List<List<Integer>> ends) {
        MemorySegment ring = device.region(Region.COMPLETION);
        while (true) {
            long at = CompletionLayout.at(completions & (geometry.completions() - 1));
            if (Words.getAcquire(ring, at) != completions + 1) {
                return;
            }
            List<Integer> entry = new ArrayList<>();
            for (int word = 1; word < CompletionLayout.BYTES / 4; word++) {
                entry.add(Words.get(ring, at + 4L * word));
            }
            completions++;
            ends.add(entry);
        }
    }

    /** The device's words of a region, fetched. */
    public int[] fetch(Region region) {
        long bytes = geometry.bytes(region);
        if (region == Region.HEAP || region == Region.OBSERVABLE) {
            device.fetch(region, 0, bytes);
        }
        return device.region(region).asSlice(0, bytes).toArray(ValueLayout.JAVA_INT);
    }

    @Override
    public void close() {
        device.close();
    }
}
