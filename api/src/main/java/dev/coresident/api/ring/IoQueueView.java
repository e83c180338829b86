package dev.coresident.api.ring;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.IoQueueLayout;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The IO queue in memory that the caller manages: 64 cells in which a device asks and the host answers.
 *
 * <p>Any thread may request and claim; each step to a state that someone owns is one compare-and-swap, so that a request is
 * claimed once. Only the thread that claimed a cell answers or fails it, and only the side that requested releases it. Nothing
 * here allocates unless it refuses.
 */
public final class IoQueueView {
    /** Cells of the queue. */
    public static final int CELLS = Geometry.IO_CELLS;
    /** Words of a request's arguments and of its answer. */
    public static final int DATA_WORDS = SlotLayout.ARGUMENTS;
    /** What {@link #claimFrom} gives when nothing was requested. */
    public static final int NONE = -1;

    private static final Extent EXTENT =
            new Extent("an IO queue", "io cells", 0, IoQueueLayout.BYTES, CELLS, IoQueueLayout.BYTES);

    private final MemorySegment memory;

    private IoQueueView(MemorySegment memory) {
        this.memory = memory;
    }

    /** What became of a request. */
    public sealed interface Request {
        /**
         * It stands in a cell.
         *
         * @param cell the cell
         */
        record Filled(int cell) implements Request {}

        /**
         * It does not.
         *
         * @param refusal {@link RingRefusal.Full} when every cell is taken, {@link RingRefusal.TooManyArguments}
         */
        record Refused(RingRefusal refusal) implements Request {}
    }

    /**
     * A view over a queue.
     *
     * @param memory writable, 64-byte aligned, exactly 64 * 64 bytes
     */
    public static Opening<IoQueueView> open(MemorySegment memory) {
        RingRefusal refusal = EXTENT.refuse(memory, CELLS);
        if (refusal == null && memory.isReadOnly()) {
            refusal = new RingRefusal.ReadOnly();
        }
        return refusal != null ? new Opening.Refused<>(refusal) : new Opening.Opened<>(new IoQueueView(memory));
    }

    /**
     * The device's side: puts a request into the first free cell.
     *
     * @param slot the waiting slot
     * @param tenantWord the slot's tenant word
     * @param opcode the opcode that asks
     * @param arguments at most 12; unused ones are zero
     */
    public Request request(int slot, int tenantWord, int opcode, int... arguments) {
        if (arguments.length > DATA_WORDS) {
            return new Request.Refused(new RingRefusal.TooManyArguments(arguments.length, DATA_WORDS));
        }
        for (int cell = 0; cell < CELLS; cell++) {
            if (move(cell, IoQueueLayout.FREE, IoQueueLayout.FILLING)) {
                long at = IoQueueLayout.at(cell);
                Words.set(memory, at + IoQueueLayout.SLOT, slot);
                Words.set(memory, at + IoQueueLayout.TENANT, tenantWord);
                Words.set(memory, at + IoQueueLayout.OPCODE, opcode);
                writeData(cell, arguments, 0, arguments.length);
                release(cell, IoQueueLayout.REQUESTED);
                return new Request.Filled(cell);
            }
        }
        return new Request.Refused(new RingRefusal.Full("the IO queue", CELLS));
    }

    /**
     * The host's side: takes the first request at or after a cell.
     *
     * @param first where to look first, 0 to 64; start after the last one taken, so that no cell waits behind busy ones
     * @return the cell, now the caller's to answer, or {@link #NONE}
     */
    public int claimFrom(int first) {
        for (int cell = Math.max(first, 0); cell < CELLS; cell++) {
            if (state(cell) == IoQueueLayout.REQUESTED && move(cell, IoQueueLayout.REQUESTED, IoQueueLayout.SERVED)) {
                return cell;
            }
        }
        return NONE;
    }

    /**
     * The host's side: takes one request.
     *
     * @param cell u32
     * @return accepted, once for each request, or {@link RingRefusal.IndexOutOfRange}, {@link RingRefusal.CellState}
     */
    public RingOutcome claim(int cell) {
        if (isNoCell(cell)) {
            return noSuchCell(cell);
        }
        int before = Words.compareAndExchange(
                memory, IoQueueLayout.at(cell) + IoQueueLayout.STATE, IoQueueLayout.REQUESTED, IoQueueLayout.SERVED);
        return before == IoQueueLayout.REQUESTED
                ? RingOutcome.Accepted.ACCEPTED
                : new RingRefusal.CellState(cell, before, IoQueueLayout.REQUESTED);
    }

    /**
     * Reads a cell, its state with acquire before the rest.
     *
     * @param cell u32
     * @param into receives 16 words in the order of {@link IoQueueLayout}; the rest stays as it was
     * @return accepted, or {@link RingRefusal.IndexOutOfRange}, {@link RingRefusal.ShortOutput}
     */
    public RingOutcome read(int cell, int[] into) {
        if (isNoCell(cell)) {
            return noSuchCell(cell);
        }
        if (into.length < SlotLayout.WORDS) {
            return new RingRefusal.ShortOutput(into.length, SlotLayout.WORDS);
        }
        into[0] = state(cell);
        for (int word = 1; word < SlotLayout.WORDS; word++) {
            into[word] = Words.get(memory, IoQueueLayout.at(cell) + 4L * word);
        }
        return RingOutcome.Accepted.ACCEPTED;
    }

    /**
     * The claimer answers.
     *
     * @param cell u32
     * @param answer at most 12 words; unused ones are zero
     * @return accepted, or {@link RingRefusal.IndexOutOfRange}, {@link RingRefusal.TooManyArguments},
     *     {@link RingRefusal.CellState} unless the cell is claimed
     */
    public RingOutcome answer(int cell, int... answer) {
        if (answer.length > DATA_WORDS) {
            return new RingRefusal.TooManyArguments(answer.length, DATA_WORDS);
        }
        RingRefusal refusal = refuseUnless(cell, IoQueueLayout.SERVED);
        if (refusal != null) {
            return refusal;
        }
        writeData(cell, answer, 0, answer.length);
        release(cell, IoQueueLayout.ANSWERED);
        return RingOutcome.Accepted.ACCEPTED;
    }

    /**
     * The claimer has no answer: the slot will end in FAULT.
     *
     * @param cell u32
     * @param code why
     * @return accepted, or {@link RingRefusal.IndexOutOfRange}, {@link RingRefusal.CellState} unless the cell is claimed
     */
    public RingOutcome fail(int cell, FaultCode code) {
        RingRefusal refusal = refuseUnless(cell, IoQueueLayout.SERVED);
        if (refusal != null) {
            return refusal;
        }
        Words.set(memory, IoQueueLayout.at(cell) + IoQueueLayout.DATA, code.number());
        release(cell, IoQueueLayout.FAILED);
        return RingOutcome.Accepted.ACCEPTED;
    }

    /**
     * The claimer answers several cells, all or nothing: every one is checked before any is written.
     *
     * @param cells u32 each, no cell twice
     * @param count how many of {@code cells}, 0 to 64
     * @param answers 12 words for each cell, in order
     * @return accepted, or {@link RingRefusal.ShortInput}, {@link RingRefusal.TooMany}, or for the first cell it applies to
     *     {@link RingRefusal.IndexOutOfRange}, {@link RingRefusal.CellTwice}, {@link RingRefusal.CellState}
     */
    public RingOutcome answerAll(int[] cells, int count, int[] answers) {
        long counted = UnsignedInts.toLong(count);
        if (counted > CELLS) {
            return new RingRefusal.TooMany("answers at once", counted, CELLS);
        }
        if (cells.length < count) {
            return new RingRefusal.ShortInput(cells.length, count);
        }
        if (answers.length < count * DATA_WORDS) {
            return new RingRefusal.ShortInput(answers.length, (long) count * DATA_WORDS);
        }
        long seen = 0;
        for (int i = 0; i < count; i++) {
            RingRefusal refusal = refuseUnless(cells[i], IoQueueLayout.SERVED);
            if (refusal != null) {
                return refusal;
            }
            if ((seen >>> cells[i] & 1) != 0) {
                return new RingRefusal.CellTwice(cells[i]);
            }
            seen |= 1L << cells[i];
        }
        for (int i = 0; i < count; i++) {
            writeData(cells[i], answers, i * DATA_WORDS, DATA_WORDS);
            release(cells[i], IoQueueLayout.ANSWERED);
        }
        return RingOutcome.Accepted.ACCEPTED;
    }

    /**
     * The device's side: gives a cell back after it took the answer or the failure.
     *
     * @param cell u32
     * @return accepted, or {@link RingRefusal.IndexOutOfRange}, {@link RingRefusal.CellState} unless there is an answer or a
     *     failure
     */
    public RingOutcome release(int cell) {
        if (isNoCell(cell)) {
            return noSuchCell(cell);
        }
        int state = state(cell);
        if (state != IoQueueLayout.ANSWERED && state != IoQueueLayout.FAILED) {
            return new RingRefusal.CellState(cell, state, IoQueueLayout.ANSWERED);
        }
        release(cell, IoQueueLayout.FREE);
        return RingOutcome.Accepted.ACCEPTED;
    }

    private @Nullable RingRefusal refuseUnless(int cell, int wanted) {
        if (isNoCell(cell)) {
            return noSuchCell(cell);
        }
        int state = state(cell);
        return state == wanted ? null : new RingRefusal.CellState(cell, state, wanted);
    }

    private static boolean isNoCell(int cell) {
        return Integer.compareUnsigned(cell, CELLS) >= 0;
    }

    private static RingRefusal noSuchCell(int cell) {
        return new RingRefusal.IndexOutOfRange("cell", UnsignedInts.toLong(cell), CELLS);
    }

    private int state(int cell) {
        return Words.getAcquire(memory, IoQueueLayout.at(cell) + IoQueueLayout.STATE);
    }

    private boolean move(int cell, int from, int to) {
        return Words.compareAndSet(memory, IoQueueLayout.at(cell) + IoQueueLayout.STATE, from, to);
    }

    private void release(int cell, int state) {
        Words.setRelease(memory, IoQueueLayout.at(cell) + IoQueueLayout.STATE, state);
    }

    private void writeData(int cell, int[] words, int from, int count) {
        long data = IoQueueLayout.at(cell) + IoQueueLayout.DATA;
        for (int i = 0; i < DATA_WORDS; i++) {
            Words.set(memory, data + 4L * i, i < count ? words[from + i] : 0);
        }
    }
}
