package dev.coresident.spi.layout;

import java.util.Objects;

/**
 * The shape of a device's regions.
 *
 * @param partitions slots of each priority level
 * @param tenants the most tenants at once, 1 to {@link TenantWord#MAX_ID}
 * @param windowSize opcodes in a tenant's window, at least 1; all windows must fit in user space
 * @param opsPerTenant how many local opcodes a tenant can bind, at most the window
 * @param observableWords words in a tenant's observable window, at least 1
 * @param handles rows of the handle table, at least 1
 * @param debugRecords records the debug log keeps, at least 1
 * @param heapBytes bytes of the heap, a multiple of {@link HandleRow#UNIT}
 */
public record Geometry(
        Partitions partitions,
        int tenants,
        int windowSize,
        int opsPerTenant,
        int observableWords,
        int handles,
        int debugRecords,
        long heapBytes) {
    /** The most words a tenant's observable window may have, and the most debug records. */
    public static final int MAX_RECORDS = 1_048_576;
    /** Cells of the IO queue. */
    public static final int IO_CELLS = 64;

    /** Checks every bound. */
    public Geometry {
        Objects.requireNonNull(partitions, "partitions");
        within("tenants", tenants, 1, TenantWord.MAX_ID);
        within("the window size", windowSize, 1, OpcodeSpace.USER_SIZE / tenants);
        within("ops per tenant", opsPerTenant, 1, Math.min(windowSize, 4_096));
        within("observable words per tenant", observableWords, 1, MAX_RECORDS);
        within("handles", handles, 1, HandleWord.MAX_ROW);
        within("debug records", debugRecords, 1, MAX_RECORDS);
        if (heapBytes < 0 || heapBytes % HandleRow.UNIT != 0 || heapBytes / HandleRow.UNIT > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("heap bytes are a multiple of " + HandleRow.UNIT + " from 0 to "
                    + 0xFFFF_FFFFL * HandleRow.UNIT + ", got " + heapBytes);
        }
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " must be from " + least + " to " + most + ", got " + Integer.toUnsignedString(value));
        }
    }

    /** Rows of the tenant tables: one for each id from 0, the host's, to the largest. */
    public int tenantRows() {
        return tenants + 1;
    }

    /** Entries of the completion ring: the slots rounded up to a power of two, so that it can never be full. */
    public int completions() {
        int slots = partitions.slots();
        return Integer.highestOneBit(slots) == slots ? slots : Integer.highestOneBit(slots) << 1;
    }

    /** The first opcode of a tenant's window. */
    public int windowBase(int tenantId) {
        return OpcodeSpace.USER_FIRST + (tenantId - 1) * windowSize;
    }

    /** Bytes of a region. */
    public long bytes(Region region) {
        return switch (region) {
            case CONTROL -> ControlLayout.of(this).bytes();
            case RING -> SlotLayout.at(partitions.slots());
            case COMPLETION -> CompletionLayout.at(completions());
            case DEBUG_LOG -> DebugLogLayout.record(debugRecords);
            case IO_QUEUE -> IoQueueLayout.at(IO_CELLS);
            case OBSERVABLE -> 4L * observableWords * tenantRows();
            case HEAP -> heapBytes;
        };
    }
}
