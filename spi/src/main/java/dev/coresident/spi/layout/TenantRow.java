package dev.coresident.spi.layout;

import java.lang.foreign.StructLayout;

/**
 * What the device knows of a tenant: 64 bytes, written by the host.
 *
 * <p>To admit a tenant the host writes every other word and then {@code admitted} with release. To revoke it the host writes 0
 * to {@code admitted}, sequentially consistent, and reads the claimed count after that.
 */
public final class TenantRow {
    /** Bytes of a row. */
    public static final long BYTES = 64;
    /** No tenant was ever here, or its id waits to be recycled. */
    public static final int FREE = 0;
    /** A live tenant. */
    public static final int LIVE = 1;
    /** Revoked; its id is not recycled before all it published has ended. */
    public static final int REVOKED = 2;

    /** The declaration that the offsets come from. */
    public static final StructLayout LAYOUT = Fields.struct(
            "tenant row",
            BYTES,
            Fields.word("admitted"),
            Fields.word("tenant"),
            Fields.word("state"),
            Fields.word("windowFirst"),
            Fields.word("windowSize"),
            Fields.word("firstOp"),
            Fields.word("ops"),
            Fields.word("observableFirst"),
            Fields.word("observableWords"),
            Fields.word("quota"),
            Fields.words("reserved", 6));

    /** Offset of the only tenant word whose slots run, or 0. */
    public static final long ADMITTED = Fields.offset(LAYOUT, "admitted");
    /** Offset of the tenant word of the row's present or last tenant. */
    public static final long TENANT = Fields.offset(LAYOUT, "tenant");
    /** Offset of the state: {@link #FREE}, {@link #LIVE} or {@link #REVOKED}. */
    public static final long STATE = Fields.offset(LAYOUT, "state");
    /** Offset of the first global opcode of the window. */
    public static final long WINDOW_FIRST = Fields.offset(LAYOUT, "windowFirst");
    /** Offset of the window's size. */
    public static final long WINDOW_SIZE = Fields.offset(LAYOUT, "windowSize");
    /** Offset of the row in the op table that belongs to local opcode 0. */
    public static final long FIRST_OP = Fields.offset(LAYOUT, "firstOp");
    /** Offset of the number of op rows. */
    public static final long OPS = Fields.offset(LAYOUT, "ops");
    /** Offset of the first word of the tenant's window in the observable region. */
    public static final long OBSERVABLE_FIRST = Fields.offset(LAYOUT, "observableFirst");
    /** Offset of the number of observable words. */
    public static final long OBSERVABLE_WORDS = Fields.offset(LAYOUT, "observableWords");
    /** Offset of the most slots the tenant may have in the ring at once; the pump keeps to it. */
    public static final long QUOTA = Fields.offset(LAYOUT, "quota");

    private TenantRow() {}
}
