package dev.coresident.spi.layout;

import java.lang.foreign.StructLayout;

/**
 * One entry of the completion ring: 32 bytes, written by the device.
 *
 * <p>The device reserves a position by adding to {@link DeviceLine#COMPLETION_TAIL}, writes the entry, and releases
 * {@code sequence} = position + 1 last. The host reads an entry when its sequence is the one it expects, and counts on from
 * there. The ring has at least as many entries as the ring of slots, and the host reuses a slot only after it has read the slot's
 * entry, so that it can never be full.
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
    /** Offset of the ending: the slot status in the low 8 bits, the fault code above. */
    public static final long ENDING = Fields.offset(LAYOUT, "ending");
    /** Offset of the first of four result words. */
    public static final long RESULT = Fields.offset(LAYOUT, "results");

    private CompletionLayout() {}

    /** Where an entry starts. */
    public static long at(int entry) {
        return BYTES * entry;
    }

    /** The ending word of a status and a fault code. */
    public static int ending(int status, int faultNumber) {
        return status | (faultNumber << 8);
    }

    /** The status in an ending. */
    public static int status(int ending) {
        return ending & 0xFF;
    }

    /** The fault number in an ending. */
    public static int fault(int ending) {
        return ending >>> 8;
    }
}
