package dev.coresident.api.internal.memory;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.ledger.Lease;
import dev.coresident.ledger.pressure.Enlistment;
import dev.coresident.ledger.pressure.Evictee;
import dev.coresident.spi.layout.HandleRow;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** A piece of the heap in somebody's hands. */
final class HeapBuffer implements DeviceBuffer {
    final int owner;
    final long unit;
    final Home home;
    final Lease lease;

    private final DeviceMemory memory;
    private final int handle;
    private final int flags;
    private final MemorySegment segment;
    private final AtomicBoolean open = new AtomicBoolean(true);

    HeapBuffer(
            DeviceMemory memory,
            Home home,
            int owner,
            int handle,
            int flags,
            long unit,
            MemorySegment segment,
            Lease lease) {
        this.home = home;
        this.memory = memory;
        this.owner = owner;
        this.handle = handle;
        this.flags = flags;
        this.unit = unit;
        this.segment = segment;
        this.lease = lease;
    }

    @Override
    public int handle() {
        return handle;
    }

    int flags() {
        return flags;
    }

    boolean isOpen() {
        return open.get();
    }

    void mustBeOpen() {
        if (!isOpen()) {
            throw new IllegalStateException(
                    "the buffer of handle %s was closed and its memory may be another's: use it before"
                            .formatted(Integer.toUnsignedString(handle)));
        }
    }

    /** True if ops may write it. */
    boolean isWritable() {
        return (flags & (HandleRow.READ_ONLY | HandleRow.IMAGE)) == 0;
    }

    /** True for a program image, whose handle slots find through the op row and not through their arguments. */
    boolean isImage() {
        return (flags & HandleRow.IMAGE) != 0;
    }

    @Override
    public long bytes() {
        return segment.byteSize();
    }

    /** What it takes of the heap: its length in whole units. */
    long occupiedBytes() {
        return (bytes() + HandleRow.UNIT - 1) / HandleRow.UNIT * HandleRow.UNIT;
    }

    @Override
    public MemorySegment segment() {
        return segment;
    }

    @Override
    public void wrote(long offset, long length) {
        Objects.checkFromIndexSize(offset, length, bytes());
        memory.wrote(this, offset, length);
    }

    @Override
    public int fetch(long offset, long length) {
        Objects.checkFromIndexSize(offset, length, bytes());
        return memory.fetch(this, offset, length);
    }

    @Override
    public Enlistment offer(Evictee evictee) {
        return memory.pressure().enlist(lease, evictee);
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            memory.close(this);
        }
    }

    /** Closes without waiting for slots, when none can be in the ring any more. */
    boolean closeForGood() {
        return open.compareAndSet(true, false);
    }
}
