package dev.coresident.automata.scan.file;

import dev.coresident.api.memory.DeviceBuffer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;

/** The chunks of one file, used in turn: while lanes go over some, the next one is read into another. One thread. */
final class Chunks {
    private final Chunk[] ring;
    private long read;

    /**
     * Chunks over buffers.
     *
     * @param buffers at least two: a chunk begins with what the one before it ends with
     * @param headroom bytes at the beginning of each for that
     */
    Chunks(List<DeviceBuffer> buffers, int headroom) {
        if (buffers.size() < 2) {
            throw new IllegalArgumentException("a file needs at least 2 chunks, got " + buffers.size());
        }
        this.ring = buffers.stream().map(buffer -> new Chunk(buffer, headroom)).toArray(Chunk[]::new);
    }

    /** Forgets the file before. */
    void begin() {
        read = 0;
    }

    /** How many there are. */
    int count() {
        return ring.length;
    }

    /** How many bytes of the file each of them holds. */
    long bytes() {
        return ring[0].capacity();
    }

    /** How many of the file were read. */
    long read() {
        return read;
    }

    /** A chunk by its number in the file; one of the last {@link #count} that were read. */
    Chunk at(long number) {
        return ring[(int) (number % ring.length)];
    }

    /** Whether the next one can be read: no lane has what stands in its place any more. */
    boolean hasRoom() {
        return at(read).isFree();
    }

    /**
     * Reads the next one.
     *
     * @param from where it begins in the file
     * @param to where the file ends as far as the scan is concerned
     * @param lanes how many lanes will go over it
     * @return false if the file turned out to be shorter: then it is the last
     */
    boolean readNext(FileChannel channel, long from, long to, int lanes) throws IOException {
        boolean whole = at(read).fill(channel, at(read + ring.length - 1), from, to, lanes);
        read++;
        return whole;
    }

    /** The one that was read last. */
    Chunk last() {
        return at(read - 1);
    }

    void release() {
        for (Chunk chunk : ring) {
            chunk.release();
        }
    }
}
