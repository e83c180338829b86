package dev.coresident.spi.layout;

/**
 * Where things lie in the control region. Host-written sections first, device-written ones after, each 4,096-byte aligned.
 *
 * <pre>
 * host    header             256   {@link ControlHeader}, written once
 *         run line           128   word 0: 1 run, 0 stop; word 1: 1 if the host serves LOAD_MISS
 *         tails          5 x 128   word 0: positions published at a level, u32, wraps
 *         tenant rows    n x  64   {@link TenantRow}
 *         op rows        n x  16   {@link OpRow}, opsPerTenant for each tenant row
 *         handle rows    n x  32   {@link HandleRow}
 * device  device line        128   {@link DeviceLine}
 *         heads          5 x 128   word 0: positions claimed at a level, u32, wraps
 *         counts         n x  64   {@link CountRow}
 * </pre>
 *
 * <p>A position is a count that never goes back; its slot is {@code offset(level) + position mod capacity(level)}. Positions are
 * u32 and wrap; capacities are powers of two, so that the slot is right across the wrap. The host keeps 64-bit counts.
 *
 * @param tenantRows offset of the host's tenant rows
 * @param opRows offset of the op rows
 * @param handleRows offset of the handle rows
 * @param hostBytes bytes of the host-written part
 * @param deviceLine offset of the device line, equal to hostBytes
 * @param heads offset of the first head
 * @param countRows offset of the tenants' device counts
 * @param bytes bytes of the region
 */
public record ControlLayout(
        long tenantRows,
        long opRows,
        long handleRows,
        long hostBytes,
        long deviceLine,
        long heads,
        long countRows,
        long bytes) {
    /** Bytes between two words that different threads write often. */
    public static final long LINE = 128;
    /** Offset of the run word. Host writes: 1 run, 0 stop. */
    public static final long RUN = ControlHeader.BYTES;
    /** Offset of the word that says whether the host serves LOAD_MISS. Host writes, before the start: 1 it does, 0 nobody does. */
    public static final long SERVICES = RUN + 4;
    /** Offset of the tail of level 0; each next level {@link #LINE} further. Host writes, with release. */
    public static final long TAILS = RUN + LINE;

    private static final long PAGE = 4_096;
    private static final long TENANTS = 1_024;

    /** The places for a geometry. */
    public static ControlLayout of(Geometry geometry) {
        long rows = geometry.tenantRows();
        long ops = TENANTS + rows * TenantRow.BYTES;
        long handles = ops + rows * geometry.opsPerTenant() * OpRow.BYTES;
        long device = page(handles + (geometry.handles() + 1L) * HandleRow.BYTES);
        long heads = device + LINE;
        long counts = heads + Partitions.LEVELS * LINE;
        return new ControlLayout(
                TENANTS, ops, handles, device, device, heads, counts, page(counts + rows * CountRow.BYTES));
    }

    private static long page(long bytes) {
        return (bytes + PAGE - 1) / PAGE * PAGE;
    }

    /** Offset of a level's tail. */
    public static long tail(int level) {
        return TAILS + LINE * level;
    }

    /** Offset of a level's head. */
    public long head(int level) {
        return heads + LINE * level;
    }

    /** Offset of a tenant's host row. */
    public long tenantRow(int id) {
        return tenantRows + TenantRow.BYTES * id;
    }

    /** Offset of a tenant's device counts. */
    public long countRow(int id) {
        return countRows + CountRow.BYTES * id;
    }

    /**
     * Offset of an op row.
     *
     * @param row the tenant row's first op row plus the local opcode
     */
    public long opRow(int row) {
        return opRows + OpRow.BYTES * row;
    }

    /** Offset of a handle row. */
    public long handleRow(int row) {
        return handleRows + HandleRow.BYTES * row;
    }
}
