package dev.coresident.automata.scan.file;

import dev.coresident.automata.span.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Bytes of the file at any offset, through one window around the last place that was asked for. One thread. */
final class FileBytes implements ByteSource {
    private static final int WINDOW_BYTES = 1 << 16;

    private byte[] bytes = new byte[0];
    private @Nullable FileChannel channel;
    private long length;
    private long windowStart;
    private int windowLength;

    void begin(FileChannel opened, long atOpen) {
        channel = opened;
        length = atOpen;
        windowLength = 0;
    }

    /** The file ended before the length that it had. */
    void shorten(long actual) {
        length = actual;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int byteAt(long offset) {
        long at = offset - windowStart;
        if (at < 0 || at >= windowLength) {
            load(offset);
            at = offset - windowStart;
        }
        return bytes[(int) at] & 0xFF;
    }

    private void load(long offset) {
        FileChannel source = channel;
        if (source == null || offset < 0 || offset >= length) {
            throw new IndexOutOfBoundsException("offset " + offset + " is outside an input of " + length + " bytes");
        }
        if (bytes.length == 0) {
            bytes = new byte[WINDOW_BYTES];
        }
        try {
            // Searches go backwards from an end and then forwards again.
            long from = Math.max(0, offset - WINDOW_BYTES / 2);
            ByteBuffer window = ByteBuffer.wrap(bytes);
            while (window.hasRemaining() && source.read(window, from + window.position()) >= 0) {}
            windowStart = from;
            windowLength = window.position();
            if (offset - windowStart >= windowLength) {
                throw new IOException("the file became shorter while it was scanned");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
