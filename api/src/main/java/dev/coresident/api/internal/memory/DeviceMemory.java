package dev.coresident.api.internal.memory;

import com.google.common.primitives.ImmutableLongArray;
import dev.coresident.api.internal.pump.Pump;
import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.memory.Allocation;
import dev.coresident.ledger.Account;
import dev.coresident.ledger.Lease;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.Reservation;
import dev.coresident.spi.Device;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The heap and the handle table under one lock. Closed buffers wait in quarantine until every slot that was in the ring has ended,
 * because a slot that is executing may still touch them. Any thread, except where the pump's owner is named.
 */
public final class DeviceMemory {
    private final Device device;
    private final HeapAllocator heap;
    private final HandleTable handles;
    private final @Nullable Recorder recorder;
    private final Map<Integer, Set<HeapBuffer>> byOwner = new HashMap<>();
    private final ArrayDeque<HeapBuffer> closing = new ArrayDeque<>();
    private final ArrayDeque<Quarantined> quarantine = new ArrayDeque<>();
    private volatile int pending;
    private boolean released;

    /** Buffers that wait until the ring has settled up to these tails. */
    private record Quarantined(HeapBuffer buffer, ImmutableLongArray tails) {}

    /**
     * The memory of a device that was opened.
     *
     * @param recorder is told of handles and of what the host writes and reads; null if nothing is recorded
     */
    public DeviceMemory(Device device, @Nullable Recorder recorder) {
        this.device = device;
        this.recorder = recorder;
        this.heap = new HeapAllocator(device.geometry().heapBytes() / HandleRow.UNIT);
        this.handles = new HandleTable(device);
    }

    /**
     * Reserves, allocates, zeroes, and opens a handle; or gives everything back.
     *
     * @param account who pays
     * @param owner the owner's tenant word, or 0 for everybody
     * @param flags as in {@link HandleRow}
     */
    public Allocation allocate(Account account, Purpose purpose, int owner, int flags, long bytes) {
        if (bytes < 1) {
            return new Allocation.Refused("a buffer has at least 1 byte, got " + bytes);
        }
        long units = (bytes - 1) / HandleRow.UNIT + 1;
        if (bytes > device.geometry().heapBytes()) {
            return new Allocation.Refused(
                    "the device heap has %d bytes and %d were asked for: open the kernel with a larger heap"
                            .formatted(device.geometry().heapBytes(), bytes));
        }
        return switch (account.reserve(purpose, units * HandleRow.UNIT)) {
            case Reservation.Refused refused -> new Allocation.Refused(refused.message());
            case Reservation.Granted granted -> place(granted.lease(), owner, flags, bytes, units);
        };
    }

    private synchronized Allocation place(Lease lease, int owner, int flags, long bytes, long units) {
        long untouched = heap.highWater();
        long unit = heap.allocate(units);
        if (unit == HeapAllocator.NONE) {
            lease.close();
            return new Allocation.Refused(
                    "the device heap has %d bytes free, the largest piece %d, and %d were asked for: close buffers, or open the kernel with a larger heap"
                            .formatted(heap.freeUnits() * HandleRow.UNIT, heap.largestPiece() * HandleRow.UNIT, bytes));
        }
        int handle = open(owner, flags, unit, bytes);
        if (handle == HandleTable.NONE) {
            heap.free(unit, units);
            lease.close();
            return new Allocation.Refused("all %d handles are open: close buffers, or open the kernel with more handles"
                    .formatted(device.geometry().handles()));
        }
        MemorySegment segment = device.region(Region.HEAP).asSlice(unit * HandleRow.UNIT, bytes);
        if (unit < untouched) {
            segment.fill((byte) 0);
            wrote(unit * HandleRow.UNIT, bytes);
        }
        HeapBuffer buffer = new HeapBuffer(this, owner, handle, flags, unit, segment, lease);
        byOwner.computeIfAbsent(owner, o -> new LinkedHashSet<>()).add(buffer);
        return new Allocation.Granted(buffer);
    }

    /** Row and record are one step, so that no slot can come between them. */
    private int open(int owner, int flags, long unit, long bytes) {
        if (recorder == null) {
            return handles.open(owner, flags, unit, bytes);
        }
        return recorder.opened(owner, flags, unit, bytes, () -> handles.open(owner, flags, unit, bytes));
    }

    private void closeHandle(int handle) {
        if (recorder == null) {
            handles.close(handle);
        } else {
            recorder.closed(handle, () -> handles.close(handle));
        }
    }

    private void wrote(long offset, long length) {
        device.wrote(Region.HEAP, offset, length);
    }

    void wrote(HeapBuffer buffer, long offset, long length) {
        if (recorder != null) {
            recorder.wrote(buffer.handle(), offset, buffer.segment().asSlice(offset, length));
        }
        wrote(buffer.unit * HandleRow.UNIT + offset, length);
    }

    void fetch(HeapBuffer buffer, long offset, long length) {
        device.fetch(Region.HEAP, buffer.unit * HandleRow.UNIT + offset, length);
        if (recorder != null) {
            recorder.fetched(buffer.handle(), offset, buffer.segment().asSlice(offset, length));
        }
    }

    synchronized void close(HeapBuffer buffer) {
        if (released) {
            return; // the kernel was closed before its user closed the buffer
        }
        if (!buffer.isImage()) {
            closeHandle(buffer.handle());
        }
        closing.add(buffer);
        pending++;
    }

    /** Gives back what has settled. Called by the pump's owner once a cycle; one volatile read when nothing is pending. */
    public void settle(Pump pump) {
        if (pending > 0) {
            settlePending(pump);
        }
    }

    /** True if closed buffers wait. */
    public boolean isPending() {
        return pending > 0;
    }

    private synchronized void settlePending(Pump pump) {
        while (!closing.isEmpty()) {
            quarantine.add(new Quarantined(closing.removeFirst(), pump.tails()));
        }
        while (!quarantine.isEmpty() && pump.isSettled(quarantine.getFirst().tails())) {
            giveBack(quarantine.removeFirst().buffer());
            pending--;
        }
    }

    /** Closes everything of an owner of whom nothing is in the ring. */
    public synchronized void releaseOwner(int owner) {
        Set<HeapBuffer> buffers = byOwner.get(owner);
        if (buffers != null) {
            for (HeapBuffer buffer : List.copyOf(buffers)) {
                if (buffer.closeForGood()) {
                    if (!buffer.isImage()) {
                        closeHandle(buffer.handle());
                    }
                    giveBack(buffer);
                }
            }
        }
    }

    /** Gives everything back when the device has stopped for good, what is being closed at this moment included. */
    public synchronized void releaseAll() {
        released = true;
        for (Set<HeapBuffer> buffers : List.copyOf(byOwner.values())) {
            for (HeapBuffer buffer : List.copyOf(buffers)) {
                giveBack(buffer);
            }
        }
        closing.clear();
        quarantine.clear();
        pending = 0;
    }

    private void giveBack(HeapBuffer buffer) {
        if (buffer.isImage() && !released) {
            // A slot in the ring may have read the op row before the image was exchanged, and must still find the old
            // one.
            closeHandle(buffer.handle());
        }
        handles.recycle(buffer.handle());
        heap.free(buffer.unit, (buffer.bytes() + HandleRow.UNIT - 1) / HandleRow.UNIT);
        buffer.lease.close();
        Set<HeapBuffer> owned = byOwner.get(buffer.owner);
        if (owned != null && owned.remove(buffer) && owned.isEmpty()) {
            byOwner.remove(buffer.owner);
        }
    }
}
