package dev.coresident.backend.sim.scan.dfa;

import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ScanResult;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * One worker's walk of automata. Not for two threads at once; its results stand until the next scan.
 *
 * <p>The input is taken in blocks that are copied to an array. A block is walked in four {@link Streams}; then each part is settled in
 * order: if its guess was wrong it is walked plainly, reporting, until the states agree, and the hits beyond are taken as they are. So the
 * events and the results are those of the plain walk. When much of a block had to be walked again, the next blocks of this image are
 * walked plainly from the start. Blocks grow from 4 to 64 KiB, so that a scan whose output is small does not look far ahead of it.
 */
public final class DfaScanner implements ScanResult {
    private static final int SMALLEST_BLOCK = 4_096;
    private static final int LARGEST_BLOCK = Streams.PARTS * Streams.LONGEST_PART;
    private static final int BLOCK_UNIT = Streams.PARTS * Streams.SEGMENT;
    /** After a block of which a quarter or more was walked again: so many blocks without streams. */
    private static final int PLAIN_BLOCKS = 32;

    private final MemorySegment heap;
    private final EventSink sink;
    /** Made at the first scan: many workers never see one. */
    private @Nullable Streams made;

    private byte[] block = new byte[0];

    private int row;
    private int state;
    private long consumed;
    private int flagsLeft;
    private int walkedAgain;

    /** A walker over a heap, with the worker's way to write events. */
    public DfaScanner(MemorySegment heap, EventSink sink) {
        this.heap = heap;
        this.sink = sink;
    }

    /**
     * Scans a range; the sink has begun.
     *
     * @param image the automaton
     * @param input first byte in the heap
     * @param bytes bytes of input
     * @param from state to start from, below {@link DfaImage#states}
     * @param flags of {@link ScanLayout}
     */
    public void scan(DfaImage image, long input, long bytes, int from, int flags) {
        row = image.rowOf(from);
        consumed = 0;
        flagsLeft = flags;
        if ((flags & ScanLayout.FIRST) == 0 || row < image.acceptRow || accept(image, row, 0)) {
            flagsLeft &= ~ScanLayout.FIRST;
            walk(image, input, bytes);
        }
        state = image.stateOf(row);
    }

    private void walk(DfaImage image, long input, long bytes) {
        Streams streams = streams();
        int size = SMALLEST_BLOCK;
        while (consumed < bytes) {
            if (row == image.deadRow) {
                consumed = bytes;
                break;
            }
            int length = (int) Math.min(size, bytes - consumed);
            MemorySegment.copy(heap, ValueLayout.JAVA_BYTE, input + consumed, block, 0, length);
            if (!walkBlock(image, streams, length)) {
                return;
            }
            size = Math.min(2 * size, LARGEST_BLOCK);
        }
        if ((flagsLeft & ScanLayout.LAST) != 0 && end(image, row, bytes)) {
            flagsLeft &= ~ScanLayout.LAST;
        }
    }

    private Streams streams() {
        Streams present = made;
        if (present == null) {
            present = new Streams();
            made = present;
            block = new byte[LARGEST_BLOCK];
        }
        return present;
    }

    /** False if the events of a byte did not fit; then row and consumed are those before that byte. */
    private boolean walkBlock(DfaImage image, Streams streams, int length) {
        long base = consumed;
        int streamed = image.plainBlocks > 0 ? 0 : length / BLOCK_UNIT * BLOCK_UNIT;
        if (streamed == 0) {
            image.plainBlocks = Math.max(0, image.plainBlocks - 1);
        } else if (!walkStreams(image, streams, streamed / Streams.PARTS, base)) {
            return false;
        }
        return walkPlainly(image, streamed, length, base);
    }

    private boolean walkStreams(DfaImage image, Streams streams, int part, long base) {
        streams.walk(image, block, part, row);
        walkedAgain = 0;
        for (int k = 0; k < Streams.PARTS; k++) {
            if (!settle(image, streams, k, part, base)) {
                return false;
            }
        }
        if (walkedAgain >= part) {
            image.plainBlocks = PLAIN_BLOCKS;
        }
        return true;
    }

    /** Reports a part, of which all before it is reported. */
    private boolean settle(DfaImage image, Streams streams, int k, int part, long base) {
        int start = k * part;
        int agreed = 0;
        boolean agrees = row == streams.guess(k);
        while (!agrees && agreed < part) {
            int next = agreed + Streams.SEGMENT;
            if (!walkPlainly(image, start + agreed, start + next, base)) {
                return false;
            }
            agrees = row == streams.rowAfter(k, agreed / Streams.SEGMENT);
            agreed = next;
        }
        walkedAgain += agreed;
        for (int i = 0; i < streams.hitCount(k); i++) {
            int offset = streams.hitOffset(k, i);
            if (offset >= agreed && !accept(image, streams.hitRow(k, i), base + start + offset + 1)) {
                stopBefore(image, streams, k, start, offset, base);
                return false;
            }
        }
        if (agreed < part) {
            row = streams.rowAfter(k, part / Streams.SEGMENT - 1);
            consumed = base + start + part;
        }
        return true;
    }

    private void stopBefore(DfaImage image, Streams streams, int k, int start, int offset, long base) {
        int segment = offset / Streams.SEGMENT;
        int known = segment == 0 ? streams.guess(k) : streams.rowAfter(k, segment - 1);
        row = Streams.walkSilently(image, block, start + segment * Streams.SEGMENT, start + offset, known);
        consumed = base + start + offset;
    }

    /** The events of entering an accepting row; false if they do not all fit. */
    private boolean accept(DfaImage image, int entered, long end) {
        int index = image.stateOf(entered - image.acceptRow);
        return sink.report(image.acceptList, image.acceptIndex[index], image.acceptIndex[index + 1], end);
    }

    /** The events of the input's end in a row; false if they do not all fit. */
    private boolean end(DfaImage image, int reached, long end) {
        int index = image.stateOf(reached);
        return sink.report(image.endList, image.endIndex[index], image.endIndex[index + 1], end);
    }

    private boolean walkPlainly(DfaImage image, int from, int to, long base) {
        int[] table = image.transitions;
        char[] classes = image.classes;
        int accept = image.acceptRow;
        int current = row;
        for (int i = from; i < to; i++) {
            int next = table[current + classes[block[i] & 0xFF]];
            if (next >= accept && !accept(image, next, base + i + 1)) {
                row = current;
                consumed = base + i;
                return false;
            }
            current = next;
        }
        row = current;
        consumed = base + to;
        return true;
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
