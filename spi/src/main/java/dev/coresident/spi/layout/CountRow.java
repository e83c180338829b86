package dev.coresident.spi.layout;

import java.lang.foreign.StructLayout;

/**
 * What the device counts for a tenant: 64 bytes, written by the device. The counts are u32 and wrap; a host that keeps them folds
 * the difference to its last reading into 64 bits, at the latest after 2^31 slots. They are the device's own witness: between cycles of
 * the pump, what ended by them is what ended by the completion ring.
 */
public final class CountRow {
    /** Bytes of a row. */
    public static final long BYTES = 64;

    /** The declaration that the offsets come from. */
    public static final StructLayout LAYOUT = Fields.struct(
            "count row",
            BYTES,
            Fields.word("claimed"),
            Fields.word("done"),
            Fields.word("faulted"),
            Fields.word("handed"),
            Fields.words("reserved", 12));

    /** Offset of the slots claimed, raised before the tenant row is looked at. */
    public static final long CLAIMED = Fields.offset(LAYOUT, "claimed");
    /** Offset of the slots that ended DONE, raised after their status was released. */
    public static final long DONE = Fields.offset(LAYOUT, "done");
    /** Offset of the slots that ended in FAULT, raised after their status was released. */
    public static final long FAULTED = Fields.offset(LAYOUT, "faulted");

    /** Offset of the slots that were handed to the host in WAIT_IO, raised after their status was released. */
    public static final long HANDED = Fields.offset(LAYOUT, "handed");

    private CountRow() {}
}
