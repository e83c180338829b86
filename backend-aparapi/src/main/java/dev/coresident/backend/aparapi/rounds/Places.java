package dev.coresident.backend.aparapi.rounds;

import dev.coresident.backend.aparapi.kernel.LaunchLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.DebugLogLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;

/**
 * Where the device keeps things in its one array, in words.
 *
 * @param geometry the shape of the regions
 * @param control where things lie in the control region
 * @param tables the host's part of the control region, as it is
 * @param observable the observable region, as it is
 * @param debug the debug records
 * @param heap the heap, as it is
 * @param total words of the array
 */
record Places(Geometry geometry, ControlLayout control, int tables, int observable, int debug, int heap, long total) {
    private static final int LINE_WORDS = 16;

    static Places of(Geometry geometry) {
        ControlLayout control = ControlLayout.of(geometry);
        long observable = LaunchLayout.MEMORY_HEADER + line(control.hostBytes() / 4);
        long debug = observable + line(geometry.bytes(Region.OBSERVABLE) / 4);
        long heap = debug + line(geometry.debugRecords() * DebugLogLayout.BYTES / 4);
        long total = heap + geometry.heapBytes() / 4 + LaunchLayout.MEMORY_GUARD;
        return new Places(
                geometry, control, LaunchLayout.MEMORY_HEADER, (int) observable, (int) debug, (int) heap, total);
    }

    /** The byte in the array that belongs to a byte of a region; of the debug log's header, only the attempts are there. */
    long at(Region region, long offset) {
        return switch (region) {
            case CONTROL -> 4L * tables + offset;
            case OBSERVABLE -> 4L * observable + offset;
            case HEAP -> 4L * heap + offset;
            case DEBUG_LOG ->
                offset < DebugLogLayout.HEADER_BYTES
                        ? 4L * LaunchLayout.ATTEMPTED_AT + offset
                        : 4L * debug + offset - DebugLogLayout.HEADER_BYTES;
            default -> throw new IllegalArgumentException("the device keeps no copy of " + region);
        };
    }

    /** Tells the kernel where things stand. These words of {@code in} never change. */
    void describe(int[] in) {
        in[LaunchLayout.IN_TENANT_ROWS_AT] = word(control.tenantRows());
        in[LaunchLayout.IN_TENANT_ROWS] = geometry.tenantRows();
        in[LaunchLayout.IN_OP_ROWS_AT] = word(control.opRows());
        in[LaunchLayout.IN_OP_ROWS] = geometry.tenantRows() * geometry.opsPerTenant();
        in[LaunchLayout.IN_HANDLE_ROWS_AT] = word(control.handleRows());
        in[LaunchLayout.IN_HANDLE_ROWS] = geometry.handles() + 1;
        in[LaunchLayout.IN_OBSERVABLE_AT] = observable;
        in[LaunchLayout.IN_OBSERVABLE_WORDS] = geometry.tenantRows() * geometry.observableWords();
        in[LaunchLayout.IN_DEBUG_AT] = debug;
        in[LaunchLayout.IN_DEBUG_RECORDS] = geometry.debugRecords();
        in[LaunchLayout.IN_HEAP_AT] = heap;
        in[LaunchLayout.IN_HEAP_WORDS] = (int) (geometry.heapBytes() / 4);
    }

    private int word(long controlOffset) {
        return tables + (int) (controlOffset / 4);
    }

    private static long line(long words) {
        return (words + LINE_WORDS - 1) / LINE_WORDS * LINE_WORDS;
    }
}
