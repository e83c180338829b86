package dev.coresident.api.internal.memory;

import dev.coresident.spi.Device;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/** The host's side of the handle table. Rows are reused in the order they were closed, each time with the next generation. */
final class HandleTable {
    /** No handle: the table is full. */
    static final int NONE = 0;

    private Device device;
    private MemorySegment control;
    private final ControlLayout places;
    private final int rows;
    private final int[] generations;
    private final int[] closed;
    private int fresh = 1;
    private int firstClosed;
    private int closedCount;

    HandleTable(Device device) {
        this.device = device;
        this.control = device.region(Region.CONTROL);
        this.places = ControlLayout.of(device.geometry());
        this.rows = device.geometry().handles();
        this.generations = new int[rows + 1];
        this.closed = new int[rows];
    }

    int open(int owner, int flags, long unit, long bytes) {
        int row;
        if (fresh <= rows) {
            row = fresh++;
        } else if (closedCount > 0) {
            row = closed[firstClosed];
            firstClosed = (firstClosed + 1) % rows;
            closedCount--;
        } else {
            return NONE;
        }
        int handle = HandleWord.of(row, generations[row]);
        write(handle, owner, flags, unit, bytes);
        return handle;
    }

    /** Goes on with another device's table, which is empty. */
    void moveTo(Device other) {
        device = other;
        control = other.region(Region.CONTROL);
    }

    /** Writes a row, the handle word last. */
    void write(int handle, int owner, int flags, long unit, long bytes) {
        long at = places.handleRow(HandleWord.row(handle));
        HandleRow.open(control, at, handle, owner, flags, unit, bytes);
        device.wrote(Region.CONTROL, at, HandleRow.BYTES);
    }

    /** From now on the handle resolves to nothing. */
    void close(int handle) {
        long at = places.handleRow(HandleWord.row(handle));
        Words.setVolatile(control, at + HandleRow.HANDLE, 0);
        device.wrote(Region.CONTROL, at, HandleRow.BYTES);
    }

    /** The row may be used again, with the next generation. */
    void recycle(int handle) {
        int row = HandleWord.row(handle);
        generations[row] = (generations[row] + 1) % HandleWord.GENERATIONS;
        closed[(firstClosed + closedCount) % rows] = row;
        closedCount++;
    }
}
