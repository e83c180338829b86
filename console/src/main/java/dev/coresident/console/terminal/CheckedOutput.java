package dev.coresident.console.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** A buffer without locks that remembers why writing failed. One thread. */
final class CheckedOutput extends OutputStream {
    private final OutputStream target;
    private final byte[] buffer;
    private int used;
    private boolean readerGone;
    private volatile Runnable beforeSending = () -> {};

    CheckedOutput(OutputStream target, int bytes) {
        this.target = target;
        this.buffer = new byte[bytes];
    }

    boolean isReaderGone() {
        return readerGone;
    }

    void beforeSending(Runnable action) {
        beforeSending = action;
    }

    @Override
    public void write(int b) throws IOException {
        if (used == buffer.length) {
            drain();
        }
        buffer[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - used) {
            drain();
            if (length > buffer.length) {
                send(bytes, offset, length);
                return;
            }
        }
        System.arraycopy(bytes, offset, buffer, used, length);
        used += length;
    }

    @Override
    public void flush() throws IOException {
        drain();
        target.flush();
    }

    private void drain() throws IOException {
        int length = used;
        used = 0;
        if (length > 0) {
            send(buffer, 0, length);
        }
    }

    private void send(byte[] bytes, int offset, int length) throws IOException {
        if (readerGone) {
            throw new IOException("nobody reads standard output any more");
        }
        beforeSending.run();
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            // The JDK has no type for EPIPE; the words are the C library's, or Windows' ("The pipe is being closed").
            String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            readerGone = words.contains("broken pipe") || words.contains("pipe is being closed");
            throw e;
        }
    }
}
