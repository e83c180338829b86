package dev.coresident.backend.cuda.device;

import dev.coresident.backend.cuda.driver.CudaContext;
import dev.coresident.backend.cuda.kernel.KernelLaunch;
import dev.coresident.backend.cuda.kernel.LaunchLayout;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.ControlHeader;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/**
 * The memory of one device.
 *
 * <pre>
 * mapped   every region but the heap, and the line: the host's memory, pinned, which the kernel reads and writes over the bus
 * heap     twice: on the device, where slots work, and pinned on the host, where the host reads and writes; copied where the host says
 * work     on the device alone: mails, endings, counts, jobs
 * </pre>
 */
final class DeviceMemory {
    private static final long PAGE = 4_096;
    /** Behind the heap, so that a transition out of a wrong image still reads memory of the device's. */
    private static final long GUARD = 2_048;

    private final Geometry geometry;
    private final ControlLayout places;
    private final CudaContext context;
    private final KernelLaunch launch;
    private final Arena arena = Arena.ofShared();
    private final Map<Region, MemorySegment> segments = new EnumMap<>(Region.class);
    private final MemorySegment control;
    private final MemorySegment heap;
    private final MemorySegment line;
    private final long heapAddress;
    private final long workAddress;

    /** Allocates all of it. After a failure {@link #release} and the context's close free what was allocated. */
    DeviceMemory(CudaContext context, Geometry geometry, KernelLaunch launch) throws DeviceException {
        this.context = context;
        this.geometry = geometry;
        this.launch = launch;
        this.places = ControlLayout.of(geometry);
        try {
            heap = arena.allocate(Math.max(geometry.heapBytes(), PAGE), PAGE);
            MemorySegment mapped = arena.allocate(mappedBytes(geometry), PAGE);
            long address = context.map(mapped);
            long at = 0;
            for (Region region : Region.values()) {
                long bytes = geometry.bytes(region);
                if (region == Region.HEAP) {
                    segments.put(region, heap.asSlice(0, bytes));
                } else {
                    segments.put(region, mapped.asSlice(at, bytes));
                    tell(region, address + at);
                    at += pages(bytes);
                }
            }
            control = segment(Region.CONTROL);
            line = mapped.asSlice(at, LaunchLayout.LINE_LINE_BYTES);
            launch.address(LaunchLayout.LAUNCH_LINE, address + at);
            context.map(heap);
            heapAddress = context.allocate(geometry.heapBytes() + GUARD);
            workAddress = context.allocate(launch.workBytes());
            launch.address(LaunchLayout.LAUNCH_HEAP, heapAddress).address(LaunchLayout.LAUNCH_WORK, workAddress);
            ControlHeader.write(control, geometry);
        } catch (OutOfMemoryError e) {
            arena.close();
            throw new DeviceException(
                    DeviceException.Category.RESOURCES,
                    "the regions, with a heap of " + geometry.heapBytes()
                            + " bytes here and again on the device, could not be allocated: open the device with a smaller heap",
                    e);
        }
    }

    private static long mappedBytes(Geometry geometry) {
        long bytes = LaunchLayout.LINE_LINE_BYTES;
        for (Region region : Region.values()) {
            bytes += region == Region.HEAP ? 0 : pages(geometry.bytes(region));
        }
        return bytes;
    }

    private static long pages(long bytes) {
        return (bytes + PAGE - 1) / PAGE * PAGE;
    }

    private void tell(Region region, long address) {
        switch (region) {
            case CONTROL -> launch.address(LaunchLayout.LAUNCH_CONTROL, address);
            case RING -> launch.address(LaunchLayout.LAUNCH_RING, address);
            case COMPLETION -> launch.address(LaunchLayout.LAUNCH_COMPLETION, address);
            case DEBUG_LOG -> launch.address(LaunchLayout.LAUNCH_DEBUG_LOG, address);
            case OBSERVABLE -> launch.address(LaunchLayout.LAUNCH_OBSERVABLE, address);
            case IO_QUEUE, HEAP -> {} // no op of this version asks while it runs; the heap has its own place
        }
    }

    Geometry geometry() {
        return geometry;
    }

    KernelLaunch launch() {
        return launch;
    }

    MemorySegment segment(Region region) {
        MemorySegment segment = segments.get(region);
        if (segment == null) {
            throw new IllegalArgumentException("no such region: " + region);
        }
        return segment;
    }

    /** On the host and on the device. */
    long allocatedBytes() {
        return mappedBytes(geometry) + heap.byteSize() + geometry.heapBytes() + GUARD + launch.workBytes();
    }

    /** Brings what the host set before the start, positions and counts, to where the kernel keeps them. */
    void begin() throws DeviceException {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment shared = once.allocate(LaunchLayout.SHARED_BYTES, 8);
            int wrapped = 0;
            for (int level = 0; level < Partitions.LEVELS; level++) {
                int head = head(level);
                Words.set(shared, LaunchLayout.SHARED_HEADS + 4L * level, head);
                // Who begins elsewhere than at 0 goes on where another one ended: any position has predecessors.
                wrapped |= head == 0 ? 0 : 1 << level;
            }
            Words.set(shared, LaunchLayout.SHARED_WRAPPED, wrapped);
            Words.set(shared, LaunchLayout.SHARED_COMPLETION_TAIL, completionTail());
            context.copyIn(workAddress, 0, shared);
            int rows = geometry.tenantRows();
            MemorySegment counts = once.allocate((long) rows * LaunchLayout.COUNTS_BYTES, 8);
            for (int row = 0; row < rows; row++) {
                long at = places.countRow(row);
                long to = (long) row * LaunchLayout.COUNTS_BYTES;
                Words.set(counts, to, Words.get(control, at + CountRow.CLAIMED));
                Words.set(counts, to + 4, Words.get(control, at + CountRow.DONE));
                Words.set(counts, to + 8, Words.get(control, at + CountRow.FAULTED));
                Words.set(counts, to + 12, Words.get(control, at + CountRow.HANDED));
            }
            context.copyIn(workAddress, launch.countsAt(), counts);
        }
    }

    private int head(int level) {
        return Words.getAcquire(control, places.head(level));
    }

    int completionTail() {
        return Words.getAcquire(control, places.deviceLine() + DeviceLine.COMPLETION_TAIL);
    }

    /** Slots claimed at all levels together, modulo 2^32. */
    int claimed() {
        int claimed = 0;
        for (int level = 0; level < Partitions.LEVELS; level++) {
            claimed += head(level);
        }
        return claimed;
    }

    int heartbeat() {
        return Words.getAcquire(control, places.deviceLine() + DeviceLine.HEARTBEAT);
    }

    /** Says how many workers there are: from the start on, whether a slice runs or not. */
    void workers(int workers) {
        Words.setRelease(control, places.deviceLine() + DeviceLine.WORKERS, workers);
    }

    void run(boolean on) {
        Words.setRelease(control, ControlLayout.RUN, on ? 1 : 0);
    }

    /** Why the last launch ended, as {@link LaunchLayout#LINE_ENDED} has it; 0 if it has not said. */
    int endedBy() {
        return Words.getAcquire(line, 4L * LaunchLayout.LINE_ENDED);
    }

    /** The kernel drops what waits and what is under way. */
    void abandon() {
        Words.setRelease(line, 4L * LaunchLayout.LINE_ABANDON, 1);
    }

    void copyIn(long offset, long length) throws DeviceException {
        context.copyIn(heapAddress, offset, heap.asSlice(offset, length));
    }

    void copyOut(long offset, long length) throws DeviceException {
        context.copyOut(heapAddress, offset, heap.asSlice(offset, length));
    }

    /** After the context was closed. */
    void release() {
        arena.close();
    }
}
