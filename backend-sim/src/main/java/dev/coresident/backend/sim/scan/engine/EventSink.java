package dev.coresident.backend.sim.scan.engine;

import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;

/** Where a scan's events go: a bounded range of the heap. What is reported together is written whole or not at all. */
public final class EventSink {
    private final MemorySegment heap;
    private final SharedWords words;
    private long output;
    private long capacity;
    private long events;

    /** A worker's way to write events to a heap. */
    public EventSink(MemorySegment heap, SharedWords words) {
        this.heap = heap;
        this.words = words;
    }

    /** From now on events go to another range. */
    public void begin(long outputAt, long capacityEvents) {
        output = outputAt;
        capacity = capacityEvents;
        events = 0;
    }

    /** Events written since {@link #begin}. */
    public long events() {
        return events;
    }

    /** Events that still fit. */
    public long room() {
        return capacity - events;
    }

    /**
     * Writes the entries {@code rule << 1 | delta} from one index to another of a list; writes none if they do not all fit.
     *
     * @param end the offset behind the byte, relative to the input offset; an event's end is this less its delta
     * @return false if they do not all fit
     */
    public boolean report(int[] list, int from, int to, long end) {
        if (to - from > capacity - events) {
            return false;
        }
        long at = output + ScanLayout.EVENT_BYTES * events;
        for (int i = from; i < to; i++) {
            int entry = list[i];
            words.setPair(heap, at, Words.pair(entry >>> 1, (int) end - (entry & 1)));
            at += ScanLayout.EVENT_BYTES;
        }
        events += to - from;
        return true;
    }
}
