package dev.coresident.console.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says on which line and column of a file an offset is, for offsets that never fall; and shows that line. One thread.
 *
 * <p>Lines end with a newline byte. Cost: each byte up to the last offset is read once, and again the part of a line that is shown.
 * Memory: one window.
 */
public final class LineReader implements AutoCloseable {
    /** The most bytes of a line that are shown. */
    public static final int SHOWN_BYTES = 160;

    /** How much of a long line is shown before the offset. */
    private static final int SHOWN_BEFORE = 60;

    private static final int WINDOW_BYTES = 1 << 16;
    private static final byte[] CUT = {'.', '.', '.'};

    private final FileChannel channel;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
    private final byte[] bytes = window.array();
    private long windowStart;
    private int windowLength;
    /** The window holds the file's last byte. */
    private boolean atEnd;

    private long offset;
    private long line = 1;
    private long lineStart;

    private LineReader(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens a file. The caller closes it. */
    public static LineReader open(Path path) throws IOException {
        return new LineReader(FileChannel.open(path, StandardOpenOption.READ));
    }

    /**
     * Goes to an offset.
     *
     * @param target not below the one before; beyond the file's end it counts as the end
     */
    public void seek(long target) throws IOException {
        while (offset < target) {
            if (!isInWindow(offset) && !load(offset)) {
                return;
            }
            int from = (int) (offset - windowStart);
            int to = (int) Math.min(windowLength, target - windowStart);
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n') {
                    line++;
                    lineStart = windowStart + i + 1;
                }
            }
            offset = windowStart + to;
        }
    }

    /** The line of the offset, from 1. */
    public long line() {
        return line;
    }

    /** The byte's place in its line, from 1. */
    public long column() {
        return offset - lineStart + 1;
    }

    /** Reads what {@link #show} will write, so that a failure of the file is told from one of the output. */
    public void prepare() throws IOException {
        long from = shownFrom();
        boolean whole = atEnd || from + SHOWN_BYTES < windowStart + windowLength;
        if (from < windowStart || from > windowStart + windowLength || !whole) {
            load(from);
        }
    }

    private long shownFrom() {
        return offset - lineStart < SHOWN_BYTES - SHOWN_BEFORE ? lineStart : offset - SHOWN_BEFORE;
    }

    /**
     * Writes the line of the offset: without its end, through {@link SafeText}, of a long line the surroundings of the offset with
     * {@code ...} where something is missing. After {@link #prepare}.
     */
    public void show(OutputStream out) throws IOException {
        long from = shownFrom();
        int first = (int) (from - windowStart);
        int most = Math.min(windowLength, first + SHOWN_BYTES);
        int after = first;
        while (after < most && bytes[after] != '\n') {
            after++;
        }
        boolean cutAfter = after == most && after < windowLength && bytes[after] != '\n';
        if (from > lineStart) {
            first = skipContinuation(first, after);
            out.write(CUT);
        }
        if (cutAfter) {
            after = backToCharacter(first, after);
        } else if (after > first && bytes[after - 1] == '\r') {
            after--;
        }
        SafeText.write(out, bytes, first, after);
        if (cutAfter) {
            out.write(CUT);
        }
    }

    private int skipContinuation(int from, int to) {
        int at = from;
        while (at < to && at < from + 3 && (bytes[at] & 0xC0) == 0x80) {
            at++;
        }
        return at;
    }

    /** A cut falls before the character whose bytes it would part. */
    private int backToCharacter(int from, int cut) {
        int at = cut;
        while (at > from && at > cut - 3 && (bytes[at] & 0xC0) == 0x80) {
            at--;
        }
        return at;
    }

    private boolean isInWindow(long at) {
        return at >= windowStart && at < windowStart + windowLength;
    }

    private boolean load(long from) throws IOException {
        window.clear();
        windowStart = from;
        atEnd = false;
        while (window.hasRemaining() && !atEnd) {
            atEnd = channel.read(window, from + window.position()) < 0;
        }
        windowLength = window.position();
        return windowLength > 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
