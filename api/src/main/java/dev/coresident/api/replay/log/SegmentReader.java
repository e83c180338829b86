package dev.coresident.api.replay.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A window that moves over one segment. Its memory is three of the longest records, whatever the file says. */
final class SegmentReader implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final byte[] window = new byte[3 * LogLayout.MAX_RECORD_BYTES];
    private final long size;
    private int from;
    private int to;
    private long offset;

    SegmentReader(Path file) throws LogException {
        this.file = file;
        FileChannel opened = null;
        try {
            opened = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            size = opened.size();
            channel = opened;
        } catch (IOException e) {
            throw new LogException(file, 0, "the segment cannot be opened: " + e, e);
        }
    }

    Path file() {
        return file;
    }

    /** Where in the file the window stands. */
    long offset() {
        return offset;
    }

    /** Bytes from where the window stands to the file's end, as it was when it was opened. */
    long left() {
        return size - offset;
    }

    /** The bytes, from {@link #at} on. */
    byte[] bytes() {
        return window;
    }

    /** Where in {@link #bytes} the window stands; moved by {@link #has}. */
    int at() {
        return from;
    }

    /** Brings so many bytes into the window, at most its length; false if the file ends before. */
    boolean has(int count) throws LogException {
        if (left() < count) {
            return false;
        }
        if (to - from < count) {
            fill(count);
        }
        return true;
    }

    private void fill(int count) throws LogException {
        System.arraycopy(window, from, window, 0, to - from);
        to -= from;
        from = 0;
        int most = (int) Math.min(window.length, left());
        ByteBuffer target = ByteBuffer.wrap(window, to, most - to);
        try {
            while (target.position() < count) {
                if (channel.read(target, offset + target.position()) < 0) {
                    throw new LogException(file, offset, "the segment became shorter while it was read");
                }
            }
        } catch (IOException e) {
            throw new LogException(file, offset, "the segment cannot be read: " + e, e);
        }
        to = target.position();
    }

    /** Moves on. */
    void skip(int count) {
        from += count;
        offset += count;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It was only read.
            System.getLogger(SegmentReader.class.getName()).log(System.Logger.Level.DEBUG, "closing " + file, e);
        }
    }
}
