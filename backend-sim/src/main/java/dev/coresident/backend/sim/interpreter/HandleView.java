package dev.coresident.backend.sim.interpreter;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/** The memory that a handle names, once every check was passed. */
final class HandleView {
    private long start;
    private long length;
    private int flags;

    /**
     * Looks a handle up.
     *
     * @param memory the regions
     * @param handle what the op named
     * @param tenantWord who asks
     * @return 0, or the fault
     */
    int resolve(DeviceMemory memory, int handle, int tenantWord) {
        int row = HandleWord.row(handle);
        if (row == 0 || row > memory.geometry().handles()) {
            return FaultCode.HANDLE_INVALID.number();
        }
        MemorySegment control = memory.control();
        long at = memory.places().handleRow(row);
        int open = memory.words().getAcquire(control, at + HandleRow.HANDLE);
        if (open != handle) {
            return open == 0 ? FaultCode.HANDLE_INVALID.number() : FaultCode.HANDLE_STALE.number();
        }
        int owner = memory.words().get(control, at + HandleRow.OWNER);
        if (owner != 0 && owner != tenantWord) {
            return FaultCode.HANDLE_FOREIGN.number();
        }
        flags = memory.words().get(control, at + HandleRow.FLAGS);
        start = HandleRow.UNIT * Integer.toUnsignedLong(memory.words().get(control, at + HandleRow.START));
        length = Words.pair(
                memory.words().get(control, at + HandleRow.LENGTH_LOW),
                memory.words().get(control, at + HandleRow.LENGTH_HIGH));
        return 0;
    }

    /** As {@link #resolve}, then HANDLE_READ_ONLY unless tenants may write. */
    int resolveForWrite(DeviceMemory memory, int handle, int tenantWord) {
        int fault = resolve(memory, handle, tenantWord);
        if (fault != 0) {
            return fault;
        }
        return (flags & (HandleRow.READ_ONLY | HandleRow.IMAGE)) == 0 ? 0 : FaultCode.HANDLE_READ_ONLY.number();
    }

    /** True if so many bytes from an offset on lie within; both at least 0. */
    boolean holds(long offset, long bytes) {
        return offset <= length && bytes <= length - offset;
    }

    /** True if the host says that it checked the memory as a program image. */
    boolean isImage() {
        return (flags & HandleRow.IMAGE) != 0;
    }

    /** First byte in the heap. */
    long start() {
        return start;
    }

    /** Bytes. */
    long length() {
        return length;
    }
}
