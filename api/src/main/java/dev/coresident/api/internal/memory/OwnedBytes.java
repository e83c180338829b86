package dev.coresident.api.internal.memory;

import dev.coresident.api.dispatch.facet.TenantBuffers;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.spi.layout.TenantWord;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Device memory by handle, for those who have only the words of a slot: every access is checked as a device checks it. The pump's owner's. */
public final class OwnedBytes implements TenantBuffers {
    private final DeviceMemory memory;

    /** Over the memory of a kernel. */
    public OwnedBytes(DeviceMemory memory) {
        this.memory = memory;
    }

    @Override
    public Access write(int tenantWord, int handleWord, long offset, ByteBuffer bytes) {
        HeapBuffer buffer = memory.find(handleWord);
        if (buffer == null || buffer.owner != tenantWord || !buffer.isWritable()) {
            return Access.NOT_OWNED;
        }
        int length = bytes.remaining();
        if (isOutside(buffer, offset, length)) {
            return Access.OUT_OF_BOUNDS;
        }
        buffer.segment().asSlice(offset, length).copyFrom(MemorySegment.ofBuffer(bytes));
        buffer.wrote(offset, length);
        bytes.position(bytes.limit());
        return Access.DONE;
    }

    @Override
    public Access read(int tenantWord, int handleWord, long offset, ByteBuffer into) {
        HeapBuffer buffer = memory.find(handleWord);
        if (buffer == null || (buffer.owner != tenantWord && buffer.owner != TenantWord.HOST) || buffer.isImage()) {
            return Access.NOT_OWNED;
        }
        int length = into.remaining();
        if (isOutside(buffer, offset, length)) {
            return Access.OUT_OF_BOUNDS;
        }
        int from = buffer.fetch(offset, length);
        if (from == DeviceBuffer.LOST) {
            return Access.NO_DEVICE;
        }
        MemorySegment.ofBuffer(into).copyFrom(buffer.segment().asSlice(offset, length));
        if (buffer.fetch(0, 0) != from) {
            return Access.NO_DEVICE; // lost while its bytes were read
        }
        into.position(into.limit());
        return Access.DONE;
    }

    private static boolean isOutside(HeapBuffer buffer, long offset, int length) {
        return offset < 0 || length > buffer.bytes() || offset > buffer.bytes() - length;
    }
}
