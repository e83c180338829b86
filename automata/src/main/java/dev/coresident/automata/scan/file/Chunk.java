package dev.coresident.automata.scan.file;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.spi.program.ScanLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A piece of a file in device memory. Free while no lane has it before it. One thread. */
final class Chunk {
    private final DeviceBuffer buffer;
    private final ByteBuffer view;
    private long base;
    private int length;
    private int flags;
    private int lanesLeft;

    Chunk(DeviceBuffer buffer) {
        this.buffer = buffer;
        this.view = buffer.segment().asByteBuffer();
    }

    boolean isFree() {
        return lanesLeft == 0;
    }

    int handle() {
        return buffer.handle();
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
     * @param to where the file ends as far as the scan is concerned
     * @param lanes how many lanes will go over it
     * @return false if the file turned out to be shorter: then this is its last piece
     */
    boolean fill(FileChannel channel, long from, long to, int lanes) throws IOException {
        view.clear().limit((int) Math.min(view.capacity(), to - from));
        boolean whole = true;
        while (whole && view.hasRemaining()) {
            whole = channel.read(view, from + view.position()) >= 0;
        }
        base = from;
        length = view.position();
        flags = from == 0 ? ScanLayout.FIRST : 0;
        flags |= !whole || from + length == to ? ScanLayout.LAST : 0;
        lanesLeft = lanes;
        buffer.wrote(0, length);
        return whole;
    }

    void lanePassed() {
        lanesLeft--;
    }

    void release() {
        lanesLeft = 0;
    }
}
