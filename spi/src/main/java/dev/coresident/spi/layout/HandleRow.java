package dev.coresident.spi.layout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * A piece of the heap that ops may name: 32 bytes, written by the host. The host writes the other words first and
 * {@code handle} last with release; to close a handle it writes 0 to {@code handle}, and reuses the memory only when every slot
 * that was in the ring at that time has ended.
 */
public final class HandleRow {
    /** Bytes of a row. */
    public static final long BYTES = 32;
    /** The unit of offsets in the heap: every piece starts at a multiple of 64 bytes. */
    public static final long UNIT = 64;
    /** Flag: ops of tenants may only read. */
    public static final int READ_ONLY = 1;
    /** Flag: a validated program image; always read only. */
    public static final int IMAGE = 2;

    /** The declaration that the offsets come from. */
    public static final StructLayout LAYOUT = Fields.struct(
            "handle row",
            BYTES,
            Fields.word("handle"),
            Fields.word("owner"),
            Fields.word("flags"),
            Fields.word("unit"),
            Fields.word("lengthLow"),
            Fields.word("lengthHigh"),
            Fields.words("reserved", 2));

    /** Offset of the handle word while it is open, else 0. */
    public static final long HANDLE = Fields.offset(LAYOUT, "handle");
    /** Offset of the owner's tenant word, or 0 if every tenant may use it. */
    public static final long OWNER = Fields.offset(LAYOUT, "owner");
    /** Offset of the flags. */
    public static final long FLAGS = Fields.offset(LAYOUT, "flags");
    /** Offset of the start in the heap, in units of 64 bytes. */
    public static final long START = Fields.offset(LAYOUT, "unit");
    /** Offset of the low word of the length in bytes. */
    public static final long LENGTH_LOW = Fields.offset(LAYOUT, "lengthLow");
    /** Offset of the high word of the length in bytes. */
    public static final long LENGTH_HIGH = Fields.offset(LAYOUT, "lengthHigh");

    private HandleRow() {}

    /**
     * Opens a row for a handle: all words first, the handle word last with release.
     *
     * @param control the control region
     * @param at the row's offset
     * @param unit where the memory starts, in units of {@link #UNIT}
     */
    public static void open(MemorySegment control, long at, int handle, int owner, int flags, long unit, long bytes) {
        Words.set(control, at + OWNER, owner);
        Words.set(control, at + FLAGS, flags);
        Words.set(control, at + START, (int) unit);
        Words.set(control, at + LENGTH_LOW, (int) bytes);
        Words.set(control, at + LENGTH_HIGH, (int) (bytes >>> 32));
        Words.setRelease(control, at + HANDLE, handle);
    }
}
