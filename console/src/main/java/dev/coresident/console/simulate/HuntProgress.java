package dev.coresident.console.simulate;

import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.terminal.Units;
import dev.coresident.simulation.Hunt;
import org.jspecify.annotations.Nullable;

/** One line on a terminal that says how many seeds were run, drawn twice a second by a thread of its own. */
final class HuntProgress implements AutoCloseable {
    private static final long EACH_MILLIS = 500;

    private final Terminal terminal;
    private final Hunt hunt;
    private final long total;
    private final long begun = System.nanoTime();
    private final @Nullable Thread thread;
    private boolean drawn;
    private boolean closed;

    private HuntProgress(Terminal terminal, Hunt hunt, long total) {
        this.terminal = terminal;
        this.hunt = hunt;
        this.total = total;
        this.thread = terminal.interactive()
                ? Thread.ofPlatform().daemon().name("progress").unstarted(this::run)
                : null;
    }

    /**
     * Starts drawing, if standard error is a terminal.
     *
     * @param total seeds there will be, or 0 if nobody knows
     */
    static HuntProgress start(Terminal terminal, Hunt hunt, long total) {
        HuntProgress progress = new HuntProgress(terminal, hunt, total);
        if (progress.thread != null) {
            progress.thread.start();
        }
        return progress;
    }

    private void run() {
        try {
            do {
                Thread.sleep(EACH_MILLIS);
            } while (draw());
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized boolean draw() {
        if (!closed) {
            terminal.err().print("\r" + line(hunt.seeds(), total, System.nanoTime() - begun) + "\u001b[K");
            terminal.err().flush();
            drawn = true;
        }
        return !closed;
    }

    static String line(long seeds, long total, long nanos) {
        String rate = Units.count((long) (seeds * 1e9 / Math.max(1, nanos))) + " seeds/s";
        return total <= 0
                ? "hunting  " + Units.count(seeds) + " seeds  " + rate
                : "hunting  %s of %s seeds  %3d %%  %s"
                        .formatted(Units.count(seeds), Units.count(total), 100 * seeds / total, rate);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (drawn) {
                terminal.err().print("\r\u001b[K");
                terminal.err().flush();
            }
        }
        if (thread != null) {
            thread.interrupt();
        }
    }
}
