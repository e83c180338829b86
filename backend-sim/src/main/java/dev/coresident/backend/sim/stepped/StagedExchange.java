package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.DebugLogLayout;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Two memories, and the least that the contract lets cross: a host that forgets to say what it wrote, or to fetch what it reads, sees
 * stale words, as it would on a device across a bus.
 *
 * <p>To the device, at the start of a round: the tails, then the ranges that the host named, then the slots that the tails newly cover,
 * then the tails' new values. To the host, at the end: statuses of slots that ended, the device's part of the control region, the debug
 * log's new records, and completion entries, sequence last.
 */
final class StagedExchange implements Exchange {
    private record Range(Region region, long offset, long length) {}

    private final DeviceMemory host;
    private final DeviceMemory device;
    private final Object lock = new Object();
    private final List<Range> written = new ArrayList<>();

    private final int[] seen = new int[Partitions.LEVELS];
    private int[] ended;
    private int[] released;
    private int endedCount;
    private int releasedCount;
    private int recordsSeen;
    private boolean begun;

    StagedExchange(DeviceMemory host, DeviceMemory device) {
        this.host = host;
        this.device = device;
        this.ended = new int[host.geometry().completions()];
        this.released = new int[host.geometry().completions()];
    }

    @Override
    public void wrote(Region region, long offset, long length) {
        Objects.checkFromIndexSize(offset, length, host.geometry().bytes(region));
        synchronized (lock) {
            written.add(new Range(region, offset, length));
        }
    }

    @Override
    public void fetch(Region region, long offset, long length) {
        if (region != Region.HEAP && region != Region.OBSERVABLE) {
            throw new IllegalArgumentException("the region " + region
                    + " needs no fetch, it is brought over at each round's end: fetch HEAP or OBSERVABLE");
        }
        Objects.checkFromIndexSize(offset, length, host.geometry().bytes(region));
        synchronized (lock) {
            long from = offset;
            for (Range range : waiting(region)) {
                if (range.offset > from && from < offset + length) {
                    copy(device, host, region, from, Math.min(range.offset, offset + length) - from);
                }
                from = Math.max(from, range.offset + range.length);
            }
            if (from < offset + length) {
                copy(device, host, region, from, offset + length - from);
            }
        }
    }

    /** What the device has not taken over yet: to fetch it would undo what the host wrote, or show what was there before. */
    private List<Range> waiting(Region region) {
        return written.stream()
                .filter(range -> range.region == region)
                .sorted(Comparator.comparingLong(Range::offset))
                .toList();
    }

    @Override
    public void beginRound() {
        int[] tails = new int[Partitions.LEVELS];
        for (int level = 0; level < Partitions.LEVELS; level++) {
            tails[level] = Words.getAcquire(host.control(), ControlLayout.tail(level));
        }
        synchronized (lock) {
            for (Range range : written) {
                copy(host, device, range.region, range.offset, range.length);
            }
            written.clear();
        }
        if (!begun) {
            begun = true;
            for (int level = 0; level < Partitions.LEVELS; level++) {
                seen[level] = Words.get(device.control(), device.places().head(level));
            }
        }
        copy(host, device, Region.CONTROL, ControlLayout.RUN, ControlLayout.LINE);
        for (int level = 0; level < Partitions.LEVELS; level++) {
            bringSlots(level, tails[level]);
            Words.set(device.control(), ControlLayout.tail(level), tails[level]);
        }
    }

    private void bringSlots(int level, int tail) {
        Partitions partitions = host.geometry().partitions();
        int offset = partitions.offset(level);
        int mask = partitions.capacity(level) - 1;
        for (; seen[level] != tail; seen[level]++) {
            copy(host, device, Region.RING, SlotLayout.at(offset + (seen[level] & mask)), SlotLayout.BYTES);
        }
    }

    @Override
    public void output(long offset, long length) {
        // The host has it when it fetches it.
    }

    @Override
    public void lose() {
        // What the host has of the heap it wrote or fetched.
    }

    @Override
    public void ended(int slot) {
        if (endedCount == ended.length) {
            ended = Arrays.copyOf(ended, 2 * endedCount);
        }
        ended[endedCount++] = slot;
    }

    @Override
    public void released(int position) {
        if (releasedCount == released.length) {
            released = Arrays.copyOf(released, 2 * releasedCount);
        }
        released[releasedCount++] = position;
    }

    @Override
    public void endRound() {
        for (int i = 0; i < endedCount; i++) {
            long status = SlotLayout.at(ended[i]) + SlotLayout.STATUS;
            Words.setRelease(host.ring(), status, Words.get(device.ring(), status));
        }
        endedCount = 0;
        long deviceLine = device.places().deviceLine();
        copy(device, host, Region.CONTROL, deviceLine, device.places().bytes() - deviceLine);
        bringRecords();
        for (int i = 0; i < releasedCount; i++) {
            bringEntry(released[i]);
        }
        releasedCount = 0;
    }

    private void bringRecords() {
        int attempted = Words.get(device.debugLog(), DebugLogLayout.ATTEMPTED);
        int records = host.geometry().debugRecords();
        int kept = Integer.compareUnsigned(attempted, records) < 0 ? attempted : records;
        long from = DebugLogLayout.record(recordsSeen);
        copy(device, host, Region.DEBUG_LOG, from, DebugLogLayout.record(kept) - from);
        recordsSeen = kept;
        Words.setRelease(host.debugLog(), DebugLogLayout.ATTEMPTED, attempted);
    }

    private void bringEntry(int position) {
        long at = CompletionLayout.at(position & (host.geometry().completions() - 1));
        long first = at + CompletionLayout.SEQUENCE + 4;
        copy(device, host, Region.COMPLETION, first, CompletionLayout.BYTES - 4);
        Words.setRelease(host.completion(), at + CompletionLayout.SEQUENCE, position + 1);
    }

    private static void copy(DeviceMemory from, DeviceMemory to, Region region, long offset, long bytes) {
        MemorySegment.copy(from.region(region), offset, to.region(region), offset, bytes);
    }
}
