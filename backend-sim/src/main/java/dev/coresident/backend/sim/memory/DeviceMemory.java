package dev.coresident.backend.sim.memory;

import dev.coresident.spi.layout.ControlHeader;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One set of the seven regions, with the places in the control region at hand.
 *
 * @param geometry the shape of the regions
 * @param places where things lie in the control region
 * @param control {@link Region#CONTROL}
 * @param ring {@link Region#RING}
 * @param completion {@link Region#COMPLETION}
 * @param debugLog {@link Region#DEBUG_LOG}
 * @param ioQueue {@link Region#IO_QUEUE}
 * @param observable {@link Region#OBSERVABLE}
 * @param heap {@link Region#HEAP}
 */
public record DeviceMemory(
        Geometry geometry,
        ControlLayout places,
        MemorySegment control,
        MemorySegment ring,
        MemorySegment completion,
        MemorySegment debugLog,
        MemorySegment ioQueue,
        MemorySegment observable,
        MemorySegment heap) {

    /**
     * Regions for a geometry, zero except for the control header.
     *
     * @param arena owns the memory; shared, because threads of the host and of the device use it
     * @throws OutOfMemoryError if a region cannot be allocated; the caller closes the arena
     */
    public static DeviceMemory allocate(Geometry geometry, Arena arena) {
        DeviceMemory memory = new DeviceMemory(
                geometry,
                ControlLayout.of(geometry),
                zeroed(geometry, arena, Region.CONTROL),
                zeroed(geometry, arena, Region.RING),
                zeroed(geometry, arena, Region.COMPLETION),
                zeroed(geometry, arena, Region.DEBUG_LOG),
                zeroed(geometry, arena, Region.IO_QUEUE),
                zeroed(geometry, arena, Region.OBSERVABLE),
                zeroed(geometry, arena, Region.HEAP));
        ControlHeader.write(memory.control, geometry);
        return memory;
    }

    private static MemorySegment zeroed(Geometry geometry, Arena arena, Region region) {
        return ZeroedMemory.allocate(arena, geometry.bytes(region));
    }

    /** The segment of a region. */
    public MemorySegment region(Region region) {
        return switch (region) {
            case CONTROL -> control;
            case RING -> ring;
            case COMPLETION -> completion;
            case DEBUG_LOG -> debugLog;
            case IO_QUEUE -> ioQueue;
            case OBSERVABLE -> observable;
            case HEAP -> heap;
        };
    }
}
