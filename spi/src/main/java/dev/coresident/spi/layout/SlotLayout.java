package dev.coresident.spi.layout;

import java.lang.foreign.StructLayout;

/**
 * One slot of the ring: 16 words, 64 bytes, 64-byte aligned.
 *
 * <pre>
 * word   0       1       2            3         4 .. 15
 *        status  opcode  tenant word  priority  twelve arguments
 * </pre>
 *
 * <p>The host writes a slot only while its status is EMPTY or terminal: arguments first, unused ones zero, status last with
 * release. The device writes only the status, and only while it is PUBLISHED or beyond.
 */
public final class SlotLayout {
    /** Words in a slot. */
    public static final int WORDS = 16;
    /** Arguments in a slot. */
    public static final int ARGUMENTS = 12;
    /** Bytes in a slot. */
    public static final long BYTES = 64;

    /** The declaration that the offsets come from. */
    public static final StructLayout LAYOUT = Fields.struct(
            "slot",
            BYTES,
            Fields.word("status"),
            Fields.word("opcode"),
            Fields.word("tenant"),
            Fields.word("priority"),
            Fields.words("arguments", ARGUMENTS));

    /** Offset of the status, a {@link SlotStatus}. Written by both, by turns. */
    public static final long STATUS = Fields.offset(LAYOUT, "status");
    /** Offset of the global opcode. Written by the host. */
    public static final long OPCODE = Fields.offset(LAYOUT, "opcode");
    /** Offset of the {@link TenantWord}. Written by the host. */
    public static final long TENANT = Fields.offset(LAYOUT, "tenant");
    /** Offset of the priority level, 0 to 4. Written by the host; agrees with the partition. */
    public static final long PRIORITY = Fields.offset(LAYOUT, "priority");
    /** Offset of the first argument. Written by the host. */
    public static final long ARGUMENT = Fields.offset(LAYOUT, "arguments");

    private SlotLayout() {}

    /**
     * Where a slot starts in the ring region.
     *
     * @param slot the slot's index in the whole ring
     */
    public static long at(int slot) {
        return BYTES * Integer.toUnsignedLong(slot);
    }
}
