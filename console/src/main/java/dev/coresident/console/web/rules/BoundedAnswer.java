package dev.coresident.console.web.rules;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * The matches of one request on their way to a file. Beyond the bound they are counted and not kept: the scan goes on to its end, because
 * a scanner that stopped in the middle could not be used again. One thread.
 */
final class BoundedAnswer extends OutputStream {
    private final OutputStream file;
    private final long most;
    private long bytes;

    BoundedAnswer(OutputStream file, long most) {
        this.file = file;
        this.most = most;
    }

    /** How long the answer is, kept or not. */
    long bytes() {
        return bytes;
    }

    /** True if it is longer than the bound. */
    boolean isTooLong() {
        return bytes > most;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] some, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, some.length);
        bytes += count;
        if (bytes <= most) {
            file.write(some, from, count);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
