package dev.coresident.spi.layout;

import java.lang.foreign.StructLayout;

/**
 * The debug log: a line of 128 bytes, then records of 64. It keeps the first records and counts the rest.
 *
 * <p>PRINTF adds 1 to {@code attempted}; if the value before is below the number of records it writes that record and
 * releases {@code sequence} last, else nothing more. Dropped = attempted - records. The count stops at 2^31.
 */
public final class DebugLogLayout {
    /** Bytes before the first record. */
    public static final long HEADER_BYTES = 128;
    /** Bytes of a record. */
    public static final long BYTES = 64;
    /** Offset of the number of attempts. Device writes. */
    public static final long ATTEMPTED = 0;

    /** The declaration that the offsets come from. */
    public static final StructLayout LAYOUT = Fields.struct(
            "debug record",
            BYTES,
            Fields.word("sequence"),
            Fields.word("tenant"),
            Fields.word("slot"),
            Fields.word("reserved"),
            Fields.words("arguments", SlotLayout.ARGUMENTS));

    /** Offset of the record's number + 1, released last. */
    public static final long SEQUENCE = Fields.offset(LAYOUT, "sequence");
    /** Offset of the tenant word. */
    public static final long TENANT = Fields.offset(LAYOUT, "tenant");
    /** Offset of the slot's index. */
    public static final long SLOT = Fields.offset(LAYOUT, "slot");
    /** Offset of the slot's twelve arguments. */
    public static final long ARGUMENT = Fields.offset(LAYOUT, "arguments");

    private DebugLogLayout() {}

    /** Where a record starts. */
    public static long record(int number) {
        return HEADER_BYTES + BYTES * number;
    }
}
