package dev.coresident.backend.sim.scan.literal;

import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ScanResult;
import dev.coresident.spi.program.LiteralLayout;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One worker's search for texts. Filters read the heap as it lies there, a little before and behind the range too; only at the very
 * ends of the heap, where that would leave it, the range is copied piece by piece.
 */
public final class LiteralScanner implements ScanResult {
    /** Bytes that filters may read before a range and behind it. */
    static final int MARGIN = LiteralLayout.LONGEST + 64;

    private static final int COPIED_BYTES = 4_096;

    private final MemorySegment heap;
    private final EventSink sink;
    /** Made when they are needed: many workers never see a scan, and few one at the heap's ends. */
    private @Nullable Ends made;

    private @Nullable MemorySegment copied;
    private int state;
    private long consumed;
    private int flagsLeft;

    /** A searcher over a heap, with the worker's way to write events. */
    public LiteralScanner(MemorySegment heap, EventSink sink) {
        this.heap = heap;
        this.sink = sink;
    }

    /**
     * Scans a range; the sink has begun.
     *
     * @param image the texts
     * @param input first byte in the heap
     * @param bytes bytes of input
     * @param history how many bytes right before it belong to it, below {@link LiteralImage#longest}
     * @param flags of {@link ScanLayout}
     */
    public void scan(LiteralImage image, long input, long bytes, int history, int flags) {
        Ends ends = ends(image);
        consumed = 0;
        flagsLeft = flags & ~ScanLayout.FIRST;
        boolean fits = true;
        while (fits && consumed < bytes) {
            long at = input + consumed;
            long inPlace = Math.min(bytes - consumed, heap.byteSize() - MARGIN - at);
            long before = Math.min(history + consumed, image.longest - 1);
            if (at >= MARGIN && inPlace > 0) {
                ends.begin(image, heap, at - before, consumed - at);
                fits = image.filter().scan(heap, at, at + inPlace, ends);
                consumed = fits ? consumed + inPlace : ends.refused() - 1;
            } else {
                long length = Math.min(COPIED_BYTES, bytes - consumed);
                MemorySegment copy = copied();
                MemorySegment.copy(heap, at - before, copy, MARGIN - before, before + length);
                ends.begin(image, copy, MARGIN - before, consumed - MARGIN);
                fits = image.filter().scan(copy, MARGIN, MARGIN + length, ends);
                consumed = fits ? consumed + length : ends.refused() - 1;
            }
        }
        flagsLeft = fits ? flagsLeft & ~ScanLayout.LAST : flagsLeft;
        state = (int) Math.min(history + consumed, image.longest - 1);
    }

    private Ends ends(LiteralImage image) {
        Ends present = made;
        if (present == null) {
            present = new Ends(sink, image, heap);
            made = present;
        }
        return present;
    }

    private MemorySegment copied() {
        MemorySegment present = copied;
        if (present == null) {
            present = Arena.ofAuto().allocate(COPIED_BYTES + 2L * MARGIN, 64);
            copied = present;
        }
        return present;
    }

    @Override
    public int state() {
        return state;
    }

    @Override
    public long consumed() {
        return consumed;
    }

    @Override
    public long events() {
        return sink.events();
    }

    @Override
    public int flagsLeft() {
        return flagsLeft;
    }
}
