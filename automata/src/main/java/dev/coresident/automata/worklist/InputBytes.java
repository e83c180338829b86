package dev.coresident.automata.worklist;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes that a traversal reads once, from the first to the last. */
sealed interface InputBytes {
    /** How many there are, as far as is known before they are read. */
    long size();

    /**
     * Reads bytes into the beginning of memory.
     *
     * @return how many; fewer than wanted if the input turned out to be shorter
     */
    int read(long from, int bytes, MemorySegment into) throws IOException;

    /** In memory. */
    record Memory(MemorySegment bytes) implements InputBytes {
        @Override
        public long size() {
            return bytes.byteSize();
        }

        @Override
        public int read(long from, int count, MemorySegment into) {
            MemorySegment.copy(bytes, from, into, 0, count);
            return count;
        }
    }

    /** A file that is open. */
    record OpenFile(FileChannel channel, long size) implements InputBytes {
        @Override
        public int read(long from, int count, MemorySegment into) throws IOException {
            ByteBuffer buffer = into.asSlice(0, count).asByteBuffer();
            while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
                // until it is full or the file ends
            }
            return buffer.position();
        }
    }
}
