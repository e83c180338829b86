package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ScanCounts;
import dev.coresident.backend.sim.scan.engine.ScanResult;
import dev.coresident.backend.sim.scan.nfa.IntArena;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import dev.coresident.backend.sim.scan.nfa.NfaScanner;
import dev.coresident.backend.sim.scan.nfa.StateMemory;
import dev.coresident.backend.sim.scan.window.PlaceSearch;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One worker's scan of NFA images. One that falls apart into segments is walked by these, {@linkplain SegmentWalk block by block}, as long
 * as that pays; all else by an automaton that is made deterministic on the way. Which one walked a block cannot be seen: both begin and
 * end a block with the exact set of active states. Not for two threads at once; its results stand until the next scan.
 */
public final class SegmentScanner implements ScanResult {
    /** Blocks double from here: a scan whose output is small does not look far ahead of it. */
    private static final int SMALLEST_BLOCK = 4_096;
    /** So many times what is worth it, and a block is given up at once. */
    private static final long GIVE_UP = 4;

    private final MemorySegment heap;
    private final EventSink sink;
    private final StateMemory memory;
    private final NfaScanner automata;
    private final SegmentLimits limits;
    private final SegmentWalks walks;
    private final IntArena scratch = new IntArena();
    private final byte[] block;

    private long[] active = new long[1];
    private long consumed;
    private int flagsLeft;
    private long rested;
    private long searched;

    /** A scanner over a heap, with the worker's ways to write events and words. */
    public SegmentScanner(MemorySegment heap, EventSink sink, SharedWords words) {
        this(heap, sink, words, SegmentLimits.DEFAULT);
    }

    SegmentScanner(MemorySegment heap, EventSink sink, SharedWords words, SegmentLimits limits) {
        this.heap = heap;
        this.sink = sink;
        this.memory = new StateMemory(heap, words);
        this.automata = new NfaScanner(heap, sink, words);
        this.limits = limits;
        this.block = new byte[SegmentWalk.PAD + limits.blockBytes() + PlaceSearch.MARGIN];
        this.walks = new SegmentWalks(block);
    }

    /**
     * Scans a range; the sink has begun.
     *
     * @param image the automaton
     * @param segments the same cut, or null
     * @param input first byte in the heap
     * @param bytes bytes of input
     * @param from where the active states are in the heap; not looked at with {@link ScanLayout#FIRST}
     * @param to where the active states go
     * @param flags of {@link ScanLayout}
     */
    public void scan(
            NfaImage image, @Nullable SegmentImage segments, long input, long bytes, long from, long to, int flags) {
        if (segments == null || bytes < limits.fewestBytes(segments)) {
            byAutomaton(image, input, bytes, 0, from, to, flags);
            return;
        }
        begin(image, from, flags);
        if ((flags & ScanLayout.FIRST) == 0 || image.reportStart(sink)) {
            flagsLeft &= ~ScanLayout.FIRST;
            walk(walks.of(segments), input, bytes, to);
        }
        if (flagsLeft == ScanLayout.LAST && consumed == bytes && image.reportEnds(active, scratch, sink, bytes)) {
            flagsLeft = 0;
        }
        memory.write(to, image.states(), active);
    }

    private void byAutomaton(NfaImage image, long input, long bytes, long skip, long from, long to, int flags) {
        automata.scan(image, input, bytes, skip, from, to, flags);
        consumed = automata.consumed();
        flagsLeft = automata.flagsLeft();
    }

    private void begin(NfaImage image, long from, int flags) {
        int longs = (image.states() + 63) >>> 6;
        if (active.length != longs) {
            active = new long[longs];
        }
        consumed = 0;
        flagsLeft = flags;
        if ((flags & ScanLayout.FIRST) != 0) {
            Arrays.fill(active, 0);
            active[0] = 1;
        } else {
            memory.read(from, image.states(), active);
        }
    }

    private void walk(SegmentWalk walk, long input, long bytes, long to) {
        boolean room = true;
        int size = Math.min(SMALLEST_BLOCK, limits.blockBytes());
        while (room && consumed < bytes) {
            if (walk.restBytes > 0) {
                room = rest(walk, input, bytes, to);
            } else {
                int length = (int) Math.min(size, bytes - consumed);
                size = Math.min(2 * size, limits.blockBytes());
                MemorySegment.copy(heap, ValueLayout.JAVA_BYTE, input + consumed, block, SegmentWalk.PAD, length);
                long cost = walk.cost();
                int done = walk.walk(active, length, sink, consumed, GIVE_UP * mostCost(length));
                boolean tooMany = done == SegmentWalk.TOO_MANY;
                consumed += tooMany ? 0 : done;
                searched += tooMany ? 0 : done;
                room = tooMany || done == length;
                // What had no room is walked again: where that is most of a block, it may not be so each time.
                if (tooMany || done < length / 2 || walk.cost() - cost > mostCost(length)) {
                    walk.restBytes = (long) limits.restBlocks() * limits.blockBytes();
                }
            }
        }
    }

    private long mostCost(int length) {
        return (long) limits.mostCost() * Math.max(length, limits.judgedBytes());
    }

    /** Some bytes by the automaton, because segments cost too much; false if the events of a byte did not fit. */
    private boolean rest(SegmentWalk walk, long input, long bytes, long to) {
        NfaImage image = walk.image.image;
        long until = Math.min(bytes, consumed + walk.restBytes);
        long before = consumed;
        memory.write(to, image.states(), active);
        automata.scan(image, input, until, consumed, to, to, 0);
        consumed = automata.consumed();
        walk.restBytes -= consumed - before;
        rested += consumed - before;
        memory.read(to, image.states(), active);
        return consumed == until;
    }

    /** Adds what was done since the last time. */
    public void countInto(ScanCounts counts) {
        if (searched > 0) {
            counts.bytesBySegments.add(searched);
            searched = 0;
        }
        automata.countInto(counts);
    }

    /** Bytes that were left to automata because segments cost too much. */
    long rested() {
        return rested;
    }

    @Override
    public int state() {
        return 0;
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
