package dev.coresident.backend.sim.memory;

import dev.coresident.spi.layout.ControlHeader;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.MemorySegment;

/**
 * One set of the seven regions as one worker sees it, with the places in the control region at hand.
 *
 * @param words how the worker reads and writes
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
        SharedWords words,
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
     * @param backing owns the memory
     * @throws OutOfMemoryError if a region cannot be allocated; the caller closes the backing
     */
    public static DeviceMemory allocate(Geometry geometry, Backing backing) {
        DeviceMemory memory = new DeviceMemory(
                new SharedWords(),
                geometry,
                ControlLayout.of(geometry),
                backing.words(geometry.bytes(Region.CONTROL)),
                backing.words(geometry.bytes(Region.RING)),
                backing.words(geometry.bytes(Region.COMPLETION)),
                backing.words(geometry.bytes(Region.DEBUG_LOG)),
                backing.words(geometry.bytes(Region.IO_QUEUE)),
                backing.words(geometry.bytes(Region.OBSERVABLE)),
                backing.buffers(geometry.bytes(Region.HEAP)));
        ControlHeader.write(memory.control, geometry);
        return memory;
    }

    /** The same memory, seen by a worker of its own. */
    public DeviceMemory seenThrough(SharedWords view) {
        return new DeviceMemory(view, geometry, places, control, ring, completion, debugLog, ioQueue, observable, heap);
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

    /** Adds every word but the heartbeat, which says how often somebody looked. */
    public void addTo(StateHash hash) {
        long heartbeat = places().deviceLine() + DeviceLine.HEARTBEAT;
        for (Region region : Region.values()) {
            MemorySegment words = region(region);
            if (region == Region.CONTROL) {
                hash.add(words, 0, heartbeat);
                hash.add(words, heartbeat + 4, words.byteSize());
            } else {
                hash.add(words, 0, words.byteSize());
            }
        }
    }
}
