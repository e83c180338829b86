package dev.coresident.backend.sim.scan;

import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.backend.sim.scan.dfa.DfaScanner;
import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ScanResult;
import dev.coresident.backend.sim.scan.literal.LiteralScanner;
import dev.coresident.backend.sim.scan.segment.SegmentScanner;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** One worker's scanner: an engine for each kind of image. Not for two threads at once; its results stand until the next scan. */
public final class Scanner {
    private final ImageCache images;
    private final EventSink sink;
    private final DfaScanner automata;
    private final LiteralScanner texts;
    private final SegmentScanner sets;

    private ScanResult last;

    /** A scanner over a heap, with the images that the device's workers share and the worker's way to write events. */
    public Scanner(MemorySegment heap, ImageCache images, SharedWords words) {
        this.images = images;
        this.sink = new EventSink(heap, words);
        this.automata = new DfaScanner(heap, sink);
        this.texts = new LiteralScanner(heap, sink);
        this.sets = new SegmentScanner(heap, sink, words);
        this.last = automata;
    }

    /** The image that a checked handle names, or null if its memory is no image that this device knows. */
    public @Nullable Prepared image(int handle, long start, long length) {
        return images.find(handle, start, length);
    }

    /**
     * Scans a range.
     *
     * @param program what to run
     * @param input first byte in the heap
     * @param bytes bytes of input
     * @param from state to start from, {@linkplain Prepared#admits admitted} at this place
     * @param output where the first event goes in the heap, a multiple of 8
     * @param capacity events that fit
     * @param flags of {@link ScanLayout}
     * @param stateFrom where a state that is a set is read in the heap
     * @param stateTo where it is written
     */
    public void scan(
            Prepared program,
            long input,
            long bytes,
            int from,
            long output,
            long capacity,
            int flags,
            long stateFrom,
            long stateTo) {
        sink.begin(output, capacity);
        switch (program) {
            case Prepared.Dfa(var _, var image) -> {
                automata.scan(image, input, bytes, from, flags);
                last = automata;
            }
            case Prepared.Literals(var _, var image) -> {
                texts.scan(image, input, bytes, from, flags);
                last = texts;
            }
            case Prepared.Nfa(var _, var image, var _, var segments) -> {
                sets.scan(image, segments, input, bytes, stateFrom, stateTo, flags);
                sets.countInto(images.counts());
                last = sets;
            }
        }
    }

    /** What came of the last scan. */
    public ScanResult result() {
        return last;
    }
}
