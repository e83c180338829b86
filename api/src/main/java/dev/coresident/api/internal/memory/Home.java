package dev.coresident.api.internal.memory;

import dev.coresident.spi.Device;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.MemorySegment;

/** A device as the memory of buffers: those allocated on it keep its view of the heap as theirs, also when it is gone. */
final class Home {
    final Device device;
    final int incarnation;
    private final MemorySegment heap;

    /** Buffers that live here. Under the memory's lock. */
    int buffers;

    Home(Device device, int incarnation) {
        this.device = device;
        this.incarnation = incarnation;
        this.heap = device.region(Region.HEAP);
    }

    MemorySegment at(long unit, long bytes) {
        return heap.asSlice(unit * HandleRow.UNIT, bytes);
    }
}
