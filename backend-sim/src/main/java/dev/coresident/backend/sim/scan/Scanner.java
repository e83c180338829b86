package dev.coresident.backend.sim.scan;

import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** One worker's scanner. Not for two threads at once; its results stand until the next scan. */
public final class Scanner {
    private final MemorySegment heap;

    private int state;
    private long consumed;
    private long events;
    private int flagsLeft;

    /** A scanner over a heap. */
    public Scanner(MemorySegment heap) {
        this.heap = heap;
    }

    /** The image at a place in the heap, or null if this device does not know its kind. */
    public @Nullable DfaImage image(int handle, long start, long length) {
        return DfaImage.at(heap, start, length);
    }

    /**
     * Scans a range.
     *
     * @param image the automaton
     * @param input first byte in the heap
     * @param bytes bytes of input
     * @param from state to start from
     * @param output where the first event goes in the heap, a multiple of 8
     * @param capacity events that fit
     * @param flags of {@link ScanLayout}
     */
    public void scan(DfaImage image, long input, long bytes, int from, long output, long capacity, int flags) {
        state = from;
        consumed = 0;
        events = 0;
        flagsLeft = flags;
        if ((flags & ScanLayout.FIRST) != 0) {
            if (from >= image.firstAccepting && !accept(image, from, 0, output, capacity)) {
                return;
            }
            flagsLeft &= ~ScanLayout.FIRST;
        }
        while (consumed < bytes) {
            int next = next(image, input + consumed);
            if (next >= image.firstAccepting && !accept(image, next, consumed + 1, output, capacity)) {
                return;
            }
            state = next;
            consumed++;
        }
        if ((flags & ScanLayout.LAST) != 0
                && report(image.endIndexAt + 4L * state, image.endListAt, bytes, output, capacity)) {
            flagsLeft &= ~ScanLayout.LAST;
        }
    }

    private int next(DfaImage image, long at) {
        int symbol = Byte.toUnsignedInt(heap.get(
                ValueLayout.JAVA_BYTE, image.classMapAt + Byte.toUnsignedLong(heap.get(ValueLayout.JAVA_BYTE, at))));
        return Words.get(heap, image.transitionsAt + 4L * ((long) state * image.stride + symbol)) / image.stride;
    }

    private boolean accept(DfaImage image, int entered, long end, long output, long capacity) {
        long row = image.acceptIndexAt + 4L * (entered - image.firstAccepting);
        return report(row, image.acceptListAt, end, output, capacity);
    }

    /** Writes all events of an index row, or none if they do not all fit. */
    private boolean report(long indexRow, long list, long end, long output, long capacity) {
        int first = Words.get(heap, indexRow);
        int last = Words.get(heap, indexRow + 4);
        if (last - first > capacity - events) {
            return false;
        }
        for (int i = first; i < last; i++) {
            int entry = Words.get(heap, list + 4L * i);
            long at = output + ScanLayout.EVENT_BYTES * events;
            Words.set(heap, at, entry >>> 1);
            Words.set(heap, at + 4, (int) end - (entry & 1));
            events++;
        }
        return true;
    }

    /** State reached. */
    public int state() {
        return state;
    }

    /** Bytes consumed. */
    public long consumed() {
        return consumed;
    }

    /** Events written. */
    public long events() {
        return events;
    }

    /** Flags not yet served. */
    public int flagsLeft() {
        return flagsLeft;
    }
}
