package dev.coresident.backend.sim.scan.literal;

import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ScanResult;
import dev.coresident.backend.sim.scan.window.PlaceSearch;
import dev.coresident.spi.program.LiteralLayout;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * One worker's search for texts. The input is taken in blocks that are copied to an array, with what lies before it as far as texts can
 * begin there. The copy costs a tenth of the search and makes it independent of what kinds of memory the rest of the process uses:
 * once a JVM has seen three kinds of segments, a loop over a segment no longer knows which one it has, and runs at a third.
 */
public final class LiteralScanner implements ScanResult {
    /** Bytes that filters may read before a range and behind it. */
    static final int MARGIN = LiteralLayout.LONGEST + PlaceSearch.MARGIN;

    private static final int BLOCK_BYTES = 1 << 16;

    private final MemorySegment heap;
    private final EventSink sink;
    /** Made at the first scan: many workers never see one. */
    private @Nullable Ends made;

    private byte[] block = new byte[0];
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
            int length = (int) Math.min(BLOCK_BYTES, bytes - consumed);
            int before = (int) Math.min(history + consumed, image.longest - 1);
            MemorySegment.copy(
                    heap, ValueLayout.JAVA_BYTE, input + consumed - before, block, MARGIN - before, before + length);
            ends.begin(image, block, MARGIN - before, consumed - MARGIN);
            fits = image.filter().scan(block, MARGIN, MARGIN + length, ends);
            consumed = fits ? consumed + length : ends.refused() - 1;
        }
        flagsLeft = fits ? flagsLeft & ~ScanLayout.LAST : flagsLeft;
        state = (int) Math.min(history + consumed, image.longest - 1);
    }

    private Ends ends(LiteralImage image) {
        Ends present = made;
        if (present == null) {
            block = new byte[BLOCK_BYTES + 2 * MARGIN];
            present = new Ends(sink, image, block);
            made = present;
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
