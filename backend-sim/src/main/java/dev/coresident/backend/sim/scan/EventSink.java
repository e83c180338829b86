package dev.coresident.backend.sim.scan;

import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;

/** Where a scan's events go: a bounded range of the heap. What is reported together is written whole or not at all. */
final class EventSink {
    private final MemorySegment heap;
    private final SharedWords words;
    private long output;
    private long capacity;
    private long events;

    EventSink(MemorySegment heap, SharedWords words) {
        this.heap = heap;
        this.words = words;
    }

    void begin(long outputAt, long capacityEvents) {
        output = outputAt;
        capacity = capacityEvents;
        events = 0;
    }

    long events() {
        return events;
    }

    /** The events of entering an accepting row; false if they do not all fit. */
    boolean accept(DfaImage image, int row, long end) {
        int index = image.stateOf(row - image.acceptRow);
        return report(image.acceptList, image.acceptIndex[index], image.acceptIndex[index + 1], end);
    }

    /** The events of the input's end in a row; false if they do not all fit. */
    boolean end(DfaImage image, int row, long end) {
        int index = image.stateOf(row);
        return report(image.endList, image.endIndex[index], image.endIndex[index + 1], end);
    }

    private boolean report(int[] list, int from, int to, long end) {
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
