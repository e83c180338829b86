package dev.coresident.console.terminal;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One line on a terminal that says how far a long job is. Drawn ten times a second by a thread of its own, beginning after half
 * a second; nothing is drawn where standard error is no terminal.
 */
public final class ProgressBar {
    private static final long FIRST_MILLIS = 500;
    private static final long EACH_MILLIS = 100;
    private static final int CELLS = 24;

    private final Terminal terminal;
    private final String what;
    private final LongSupplier done;
    private final long total;
    private final long started = System.nanoTime();
    private final @Nullable Thread thread;
    private boolean drawn;
    private boolean closed;

    private ProgressBar(Terminal terminal, String what, LongSupplier done, long total) {
        this.terminal = terminal;
        this.what = what;
        this.done = done;
        this.total = total;
        this.thread = terminal.interactive()
                ? Thread.ofPlatform().daemon().name("progress").unstarted(this::run)
                : null;
    }

    /**
     * Starts a bar.
     *
     * @param what is being done, one word
     * @param done how many bytes are; asked by another thread
     * @param total how many there will be, or 0 if nobody knows
     */
    public static ProgressBar start(Terminal terminal, String what, LongSupplier done, long total) {
        ProgressBar bar = new ProgressBar(terminal, what, done, total);
        if (bar.thread != null) {
            terminal.beforeOutput(bar::erase);
            bar.thread.start();
        }
        return bar;
    }

    private void run() {
        try {
            Thread.sleep(FIRST_MILLIS);
            while (draw()) {
                Thread.sleep(EACH_MILLIS);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized boolean draw() {
        if (!closed) {
            String line = line(what, done.getAsLong(), total, System.nanoTime() - started);
            PrintStream err = terminal.err();
            err.print("\r" + line.substring(0, Math.min(line.length(), terminal.columns() - 1)) + "\u001b[K");
            err.flush();
            drawn = true;
        }
        return !closed;
    }

    static String line(String what, long bytes, long total, long nanos) {
        String figures = Units.bytes(bytes) + "  " + Units.rate(bytes, nanos);
        if (total <= 0) {
            return what + "  " + figures;
        }
        double part = Math.clamp((double) bytes / total, 0.0, 1.0);
        int full = (int) (part * CELLS);
        return "%s [%s%s] %3d %%  %s"
                .formatted(what, "#".repeat(full), ".".repeat(CELLS - full), (int) (100 * part), figures);
    }

    private synchronized void erase() {
        if (drawn) {
            drawn = false;
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }

    /** Erases it for good. */
    public void close() {
        synchronized (this) {
            closed = true;
            erase();
        }
        if (thread != null) {
            thread.interrupt();
            terminal.beforeOutput(() -> {});
        }
    }
}
