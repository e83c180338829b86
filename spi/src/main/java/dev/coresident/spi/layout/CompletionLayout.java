package dev.coresident.spi.layout;

import java.lang.foreign.StructLayout;

/**
 * One entry of the completion ring: 32 bytes, written by the device.
 *
 * <p>The device reserves a position by adding to {@link DeviceLine#COMPLETION_TAIL}, writes the entry, and releases
 * {@code sequence} = position + 1 last. The host reads an entry when its sequence is the one it expects, and counts on from
 * there. The ring has at least as many entries as the ring of slots, and the host reuses a slot only after it has read the slot's
 * entry, so that it can never be full.
 *
 * <p>The ending names the lap, that is how often the partition had been filled when the slot was published. An entry that comes twice, or
 * late, for a slot that somebody occupies again is recognised by it.
 */
public final class CompletionLayout {
    /** Bytes of an entry. */
    public static final long BYTES = 32;
    /** Result words in an entry. */
    public static final int RESULTS = 4;

    /** The declaration that the offsets come from. */
    public static final StructLayout LAYOUT = Fields.struct(
            "completion",
            BYTES,
            Fields.word("sequence"),
            Fields.word("slot"),
            Fields.word("tenant"),
            Fields.word("ending"),
            Fields.words("results", RESULTS));

    /** Offset of position + 1, released last. */
    public static final long SEQUENCE = Fields.offset(LAYOUT, "sequence");
    /** Offset of the slot's index in the whole ring. */
    public static final long SLOT = Fields.offset(LAYOUT, "slot");
    /** Offset of the slot's tenant word. */
    public static final long TENANT = Fields.offset(LAYOUT, "tenant");
    /** Offset of the ending: status (DONE, FAULT or WAIT_IO) in bits 0 to 7, fault code in bits 8 to 15, lap in bits 16 to 31. */
    public static final long ENDING = Fields.offset(LAYOUT, "ending");
    /** Offset of the first of four result words. */
    public static final long RESULT = Fields.offset(LAYOUT, "results");

    private CompletionLayout() {}

    /** Where an entry starts. */
    public static long at(int entry) {
        return BYTES * entry;
    }

    /**
     * The ending word.
     *
     * @param status terminal, or WAIT_IO
     * @param faultNumber 0 to 255
     * @param lap as {@link #lap(int, int)} gives it
     */
    public static int ending(int status, int faultNumber, int lap) {
        return status | (faultNumber << 8) | (lap << 16);
    }

    /**
     * The lap of a ring position: how often its partition was filled before, in 16 bits.
     *
     * @param position u32
     * @param capacity slots of the partition, a power of two
     */
    public static int lap(int position, int capacity) {
        return position >>> Integer.numberOfTrailingZeros(capacity) & 0xFFFF;
    }

    /** The status in an ending. */
    public static int status(int ending) {
        return ending & 0xFF;
    }

    /** The fault number in an ending. */
    public static int fault(int ending) {
        return ending >>> 8 & 0xFF;
    }

    /** The lap in an ending, 0 to 65535. */
    public static int lap(int ending) {
        return ending >>> 16;
    }
}
