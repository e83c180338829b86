package dev.coresident.spi.layout;

import java.lang.foreign.StructLayout;

/**
 * What a local opcode of a tenant is bound to: 16 bytes, written by the host. It writes kind and image together, with release; a
 * device reads them together, with acquire: a tenant may bind an opcode anew while slots that name it run, and each of them finds the
 * old binding or the new one.
 */
public final class OpRow {
    /** Bytes of a row. */
    public static final long BYTES = 16;

    /** The declaration that the offsets come from. */
    public static final StructLayout LAYOUT =
            Fields.struct("op row", BYTES, Fields.word("kind"), Fields.word("image"), Fields.words("reserved", 2));

    /** Offset of the op kind's number, or 0 if unbound. */
    public static final long KIND = Fields.offset(LAYOUT, "kind");
    /** Offset of the handle of the program image, or 0 if the kind has none. */
    public static final long IMAGE = Fields.offset(LAYOUT, "image");

    private OpRow() {}
}
