package dev.coresident.api.internal.memory;

import dev.coresident.ledger.Pool;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.Device;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A device as the memory of buffers: those allocated on it keep its view of the heap as theirs, also when it is gone. All that the
 * device allocated stands in the ledger's pool until it is closed.
 */
final class Home {
    final Device device;
    final int incarnation;
    private final MemorySegment heap;
    private final long allocatedBytes;
    private final List<Pool.Region> standing = new ArrayList<>();
    private Pool.Region heapCharge;

    /** Buffers that live here. Under the memory's lock. */
    int buffers;

    Home(Device device, int incarnation, Pool pool) {
        this.device = device;
        this.incarnation = incarnation;
        this.heap = device.region(Region.HEAP);
        this.allocatedBytes = device.allocatedBytes();
        long staging = allocatedBytes;
        for (Region region : Region.values()) {
            long bytes = device.geometry().bytes(region);
            staging -= bytes;
            if (region != Region.HEAP) {
                standing.add(pool.allocate(purpose(region), bytes));
            }
        }
        this.standing.add(pool.allocate(Purpose.STAGING, Math.max(0, staging)));
        this.heapCharge = pool.allocate(Purpose.HEAP, device.geometry().heapBytes());
    }

    MemorySegment at(long unit, long bytes) {
        return heap.asSlice(unit * HandleRow.UNIT, bytes);
    }

    /** What the device says it allocated. */
    long allocatedBytes() {
        return allocatedBytes;
    }

    /** The heap as buffers are carved from it. */
    Pool.Region heapCharge() {
        return heapCharge;
    }

    /** Buffers keep their places on the next device, and so their leases: the two heaps, of one size, change their charges. */
    void leaveLeasesTo(Home next) {
        Pool.Region lent = heapCharge;
        heapCharge = next.heapCharge;
        next.heapCharge = lent;
    }

    /** Closes the device; what it allocated stands no more. No buffer is carved from it. */
    void close() {
        device.close();
        standing.forEach(Pool.Region::close);
        heapCharge.close();
    }

    private static Purpose purpose(Region region) {
        return switch (region) {
            case CONTROL -> Purpose.CONTROL;
            case RING -> Purpose.RING;
            case COMPLETION -> Purpose.COMPLETION;
            case DEBUG_LOG -> Purpose.DEBUG_LOG;
            case IO_QUEUE -> Purpose.IO_QUEUE;
            case OBSERVABLE -> Purpose.OBSERVABLE;
            case HEAP -> Purpose.HEAP;
        };
    }
}
