package dev.coresident.spi.layout;

import java.lang.foreign.StructLayout;

/**
 * One cell of the IO queue: 64 bytes, a request of the device to the host and its answer.
 *
 * <p>The device takes a FREE cell by compare-and-swap to FILLING, writes the request and releases REQUESTED. The host takes it by
 * compare-and-swap to SERVED, writes the answer and releases ANSWERED or FAILED. The device ends the slot and releases FREE. No
 * state has two writers, so that a request is served once.
 */
public final class IoQueueLayout {
    /** Bytes of a cell. */
    public static final long BYTES = 64;
    /** Nobody's. */
    public static final int FREE = 0;
    /** The device writes the request. */
    public static final int FILLING = 1;
    /** The host may take it. */
    public static final int REQUESTED = 2;
    /** The host works on it. */
    public static final int SERVED = 3;
    /** The answer stands in the cell. */
    public static final int ANSWERED = 4;
    /** There is no answer; word 0 of the data is the fault code. */
    public static final int FAILED = 5;

    /** The declaration that the offsets come from. */
    public static final StructLayout LAYOUT = Fields.struct(
            "io cell",
            BYTES,
            Fields.word("state"),
            Fields.word("slot"),
            Fields.word("tenant"),
            Fields.word("opcode"),
            Fields.words("data", SlotLayout.ARGUMENTS));

    /** Offset of the state. */
    public static final long STATE = Fields.offset(LAYOUT, "state");
    /** Offset of the waiting slot's index. */
    public static final long SLOT = Fields.offset(LAYOUT, "slot");
    /** Offset of the tenant word. */
    public static final long TENANT = Fields.offset(LAYOUT, "tenant");
    /** Offset of the opcode that asks. */
    public static final long OPCODE = Fields.offset(LAYOUT, "opcode");
    /** Offset of twelve words: the slot's arguments, then the answer. */
    public static final long DATA = Fields.offset(LAYOUT, "data");

    private IoQueueLayout() {}

    /** Where a cell starts. */
    public static long at(int cell) {
        return BYTES * cell;
    }
}
