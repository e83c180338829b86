package dev.coresident.automata.scan.file;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.spi.program.ScanLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A piece of a file in device memory, behind as many bytes of the file before it as a scan may look back. Free while no lane has it
 * before it. One thread.
 */
final class Chunk {
    private final DeviceBuffer buffer;
    private final ByteBuffer view;
    private final int headroom;
    private long base;
    private int length;
    private int flags;
    private int lanesLeft;

    Chunk(DeviceBuffer buffer, int headroom) {
        this.buffer = buffer;
        this.headroom = headroom;
        this.view = buffer.segment().asByteBuffer();
    }

    boolean isFree() {
        return lanesLeft == 0;
    }

    int handle() {
        return buffer.handle();
    }

    /** Where in the buffer its first byte stands. */
    int at() {
        return headroom;
    }

    /** Offset in the file of its first byte. */
    long base() {
        return base;
    }

    int length() {
        return length;
    }

    /** The flags of {@link ScanLayout} that its scan begins with. */
    int flags() {
        return flags;
    }

    boolean isLast() {
        return (flags & ScanLayout.LAST) != 0;
    }

    /**
     * Reads the next piece.
     *
     * @param before the piece before it, if this is not the first
     * @param to where the file ends as far as the scan is concerned
     * @param lanes how many lanes will go over it
     * @return false if the file turned out to be shorter: then this is its last piece
     */
    boolean fill(FileChannel channel, Chunk before, long from, long to, int lanes) throws IOException {
        int kept = from == 0 ? 0 : headroom;
        view.clear().put(headroom - kept, before.view, before.length + headroom - kept, kept);
        view.position(headroom).limit((int) Math.min(view.capacity(), headroom + to - from));
        boolean whole = true;
        while (whole && view.hasRemaining()) {
            whole = channel.read(view, from + view.position() - headroom) >= 0;
        }
        base = from;
        length = view.position() - headroom;
        flags = from == 0 ? ScanLayout.FIRST : 0;
        flags |= !whole || from + length == to ? ScanLayout.LAST : 0;
        lanesLeft = lanes;
        buffer.wrote(headroom - kept, kept + length);
        return whole;
    }

    /** Bytes of a file that it can hold. */
    int capacity() {
        return view.capacity() - headroom;
    }

    /** Copies as much of its beginning as fits. */
    void copyBeginning(ByteBuffer target) {
        int count = Math.min(length, target.remaining());
        target.put(target.position(), view, headroom, count).position(target.position() + count);
    }

    void lanePassed() {
        lanesLeft--;
    }

    void release() {
        lanesLeft = 0;
    }
}
