package dev.coresident.api.internal.memory;

import com.google.common.primitives.ImmutableLongArray;
import dev.coresident.api.internal.pump.Pump;
import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Refusal;
import dev.coresident.ledger.Account;
import dev.coresident.ledger.Lease;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.Reservation;
import dev.coresident.ledger.reconcile.Inventory;
import dev.coresident.ledger.reconcile.Reconciliation;
import dev.coresident.spi.Device;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.TenantWord;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The heap and the handle table under one lock. Closed buffers wait in quarantine until every slot that was in the ring has ended,
 * because a slot that is executing may still touch them. Any thread, except where the pump's owner is named.
 */
public final class DeviceMemory {
    private volatile Home home;
    private final List<Home> left = new ArrayList<>();
    private final long heapBytes;
    private final int handleCount;
    private final HeapAllocator heap;
    private final HandleTable handles;
    private final @Nullable Recorder recorder;
    private final MemoryLedger ledger;
    private final Pressure pressure;
    private final Map<Integer, Set<HeapBuffer>> byOwner = new HashMap<>();
    private final Map<Integer, HeapBuffer> byHandle = new HashMap<>();
    private final ArrayDeque<HeapBuffer> closing = new ArrayDeque<>();
    private final ArrayDeque<Quarantined> quarantine = new ArrayDeque<>();
    private volatile int pending;
    private boolean released;
    private boolean devicesClosed;

    /** Buffers that wait until the ring has settled up to these tails. */
    private record Quarantined(HeapBuffer buffer, ImmutableLongArray tails) {}

    /**
     * The memory of a device that was opened.
     *
     * @param ledger its pool is charged for all that the device allocated
     * @param recorder is told of handles and of what the host writes and reads; null if nothing is recorded
     */
    public DeviceMemory(Device device, MemoryLedger ledger, @Nullable Recorder recorder) {
        this.ledger = ledger;
        this.recorder = recorder;
        this.pressure = new Pressure(ledger.journal(), device.geometry());
        this.home = new Home(device, 0, ledger.pool());
        this.heapBytes = device.geometry().heapBytes();
        this.handleCount = device.geometry().handles();
        this.heap = new HeapAllocator(heapBytes / HandleRow.UNIT);
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
        if (bytes > heapBytes) {
            return new Allocation.Refused(
                    "the device heap has %d bytes and %d were asked for: open the kernel with a larger heap"
                            .formatted(heapBytes, bytes));
        }
        synchronized (this) {
            if (released) {
                return new Allocation.Refused(Refusal.CLOSED.rule() + ": " + Refusal.CLOSED.wayOut());
            }
            return switch (account.carve(home.heapCharge(), purpose, units * HandleRow.UNIT)) {
                case Reservation.Refused refused -> new Allocation.Refused(refused.message());
                case Reservation.Granted granted -> place(granted.lease(), owner, flags, bytes, units);
            };
        }
    }

    private Allocation place(Lease lease, int owner, int flags, long bytes, long units) {
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
                    .formatted(handleCount));
        }
        Home here = home;
        MemorySegment segment = here.at(unit, bytes);
        if (unit < untouched || here.device.health() instanceof Health.Lost) {
            segment.fill((byte) 0);
            here.device.wrote(Region.HEAP, unit * HandleRow.UNIT, bytes);
        }
        here.buffers++;
        HeapBuffer buffer = new HeapBuffer(this, here, owner, handle, flags, unit, segment, lease);
        byOwner.computeIfAbsent(owner, o -> new LinkedHashSet<>()).add(buffer);
        byHandle.put(handle, buffer);
        return new Allocation.Granted(buffer);
    }

    /** Where its holders are asked for bytes. */
    public Pressure pressure() {
        return pressure;
    }

    /** What of the heap nobody holds in the low half of a pair, in units, and the largest piece of it in the high half. */
    synchronized long freeUnits() {
        return heap.freeUnits() | heap.largestPiece() << Integer.SIZE;
    }

    /** The buffer of a handle that is open; the pump's owner may use it until it returns, whoever closes it meanwhile. */
    synchronized @Nullable HeapBuffer find(int handle) {
        HeapBuffer buffer = byHandle.get(handle);
        return buffer != null && buffer.isOpen() ? buffer : null;
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

    /**
     * Brings a range to the device of the moment. While that is the buffer's home nothing is copied and no lock is taken: either this
     * thread sees the move after its bytes, or the move copies them.
     */
    void wrote(HeapBuffer buffer, long offset, long length) {
        if (recorder != null) {
            recorder.wrote(buffer.handle(), offset, buffer.segment().asSlice(offset, length));
        }
        Home here = home;
        if (here == buffer.home) {
            here.device.wrote(Region.HEAP, buffer.unit * HandleRow.UNIT + offset, length);
            VarHandle.fullFence();
            if (here == home) {
                return;
            }
        }
        synchronized (this) {
            if (released) {
                return;
            }
            buffer.mustBeOpen();
            copyUp(buffer, home, offset, length);
        }
    }

    private static void copyUp(HeapBuffer buffer, Home to, long offset, long length) {
        if (to != buffer.home) {
            to.at(buffer.unit, buffer.bytes())
                    .asSlice(offset, length)
                    .copyFrom(buffer.segment().asSlice(offset, length));
        }
        to.device.wrote(Region.HEAP, buffer.unit * HandleRow.UNIT + offset, length);
    }

    /** Brings a range from the device of the moment; its incarnation, or {@link DeviceBuffer#LOST} if it is lost. */
    int fetch(HeapBuffer buffer, long offset, long length) {
        int from = bring(buffer, offset, length);
        if (recorder != null && from != DeviceBuffer.LOST && length > 0) {
            recorder.fetched(buffer.handle(), offset, buffer.segment().asSlice(offset, length));
        }
        return from;
    }

    private int bring(HeapBuffer buffer, long offset, long length) {
        Home here = home;
        if (here == buffer.home) {
            here.device.fetch(Region.HEAP, buffer.unit * HandleRow.UNIT + offset, length);
            return whole(here);
        }
        synchronized (this) {
            if (released) {
                return DeviceBuffer.LOST;
            }
            buffer.mustBeOpen();
            Home now = home;
            now.device.fetch(Region.HEAP, buffer.unit * HandleRow.UNIT + offset, length);
            buffer.segment()
                    .asSlice(offset, length)
                    .copyFrom(now.at(buffer.unit, buffer.bytes()).asSlice(offset, length));
            return whole(now);
        }
    }

    /** Looked at after the reading, since a device says that it is lost before what it held is destroyed. */
    private static int whole(Home home) {
        VarHandle.fullFence();
        return home.device.health() instanceof Health.Lost ? DeviceBuffer.LOST : home.incarnation;
    }

    /**
     * Goes on with another device: closed buffers are given back, since nothing runs any more that could touch them, and the live ones
     * keep places and handles. Called by the pump's owner before the device starts.
     */
    public synchronized void moveTo(Device other, int incarnation) {
        Home before = home;
        left.add(before);
        Home next = new Home(other, incarnation, ledger.pool());
        before.leaveLeasesTo(next);
        home = next;
        // From here on whoever says that he wrote either sees the new home and waits for the lock, or his bytes are
        // copied below.
        VarHandle.fullFence();
        handles.moveTo(other);
        closing.forEach(this::giveBack);
        quarantine.forEach(waiting -> giveBack(waiting.buffer()));
        closing.clear();
        quarantine.clear();
        if (recorder != null) {
            recorder.device(incarnation, other.facts());
        }
        for (Set<HeapBuffer> buffers : byOwner.values()) {
            for (HeapBuffer buffer : buffers) {
                copyUp(buffer, home, 0, buffer.bytes());
                if (recorder != null) {
                    recorder.wrote(buffer.handle(), 0, buffer.segment());
                }
                handles.write(buffer.handle(), buffer.owner, buffer.flags(), buffer.unit, buffer.bytes());
            }
        }
        pending = 1; // for the homes that nobody lives in any more
    }

    /** True if ops may still write to some buffer that lives on the device of the moment. */
    public synchronized boolean hasWritable() {
        return byOwner.values().stream()
                .flatMap(Set::stream)
                .anyMatch(buffer -> buffer.home == home && buffer.isWritable());
    }

    /** Closes every device that there was. Called when nothing runs any more. */
    public synchronized void closeDevices() {
        devicesClosed = true;
        left.forEach(Home::close);
        left.clear();
        home.close();
    }

    /**
     * The ledger beside what the devices and the buffers are. Under the lock under which memory is taken and given back, so that both
     * are of one moment.
     */
    public synchronized Reconciliation reconcile() {
        var count = new Inventory.Count();
        left.forEach(old -> count.allocated(old.allocatedBytes()));
        if (!devicesClosed) {
            count.allocated(home.allocatedBytes());
        }
        byOwner.forEach((owner, buffers) -> buffers.forEach(
                buffer -> count.held(TenantWord.id(owner), TenantWord.generation(owner), buffer.occupiedBytes())));
        return Reconciliation.of(ledger.snapshot(), count.total());
    }

    /**
     * Lets somebody look at the device of the moment, which is not closed meanwhile.
     *
     * @return what he saw; null once it is closed
     */
    public synchronized <T> @Nullable T look(Function<Device, T> looking) {
        return devicesClosed ? null : looking.apply(home.device);
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
        if (released) {
            return;
        }
        while (!closing.isEmpty()) {
            quarantine.add(new Quarantined(closing.removeFirst(), pump.traffic().tails()));
        }
        while (!quarantine.isEmpty()
                && pump.traffic().isSettled(quarantine.getFirst().tails())) {
            giveBack(quarantine.removeFirst().buffer());
        }
        left.removeIf(old -> {
            boolean empty = old.buffers == 0;
            if (empty) {
                old.close();
            }
            return empty;
        });
        pending = quarantine.size();
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

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    private void giveBack(HeapBuffer buffer) {
        if (buffer.isImage() && !released) {
            // A slot in the ring may have read the op row before the image was exchanged, and must still find the old
            // one.
            closeHandle(buffer.handle());
        }
        handles.recycle(buffer.handle());
        byHandle.remove(buffer.handle());
        buffer.home.buffers--;
        if (buffer.home != home) {
            pending++; // its home may be empty now, and is closed by the pump's owner
        }
        heap.free(buffer.unit, buffer.occupiedBytes() / HandleRow.UNIT);
        buffer.lease.close();
        Set<HeapBuffer> owned = byOwner.get(buffer.owner);
        if (owned != null && owned.remove(buffer) && owned.isEmpty()) {
            byOwner.remove(buffer.owner);
        }
    }
}
