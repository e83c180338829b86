package dev.coresident.console.scan;

import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.scan.ScanTotals;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.text.PathBytes;
import java.io.IOException;
import java.nio.file.Path;

/** Prints what a scan finds, and tells on standard error what could not be read. One thread. */
abstract class MatchPrinter implements MatchSink {
    /** Results that a person may be waiting for are not kept longer than this. */
    private static final long FLUSH_NANOS = 100_000_000;

    private final Terminal terminal;
    private long flushed = System.nanoTime();
    private boolean complained;

    MatchPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    /** Whether something could not be read. */
    boolean complained() {
        return complained;
    }

    void complain(Path path, String reason) {
        complained = true;
        terminal.complain(PathBytes.text(path) + ": " + reason);
    }

    @Override
    public void end(FileOutcome outcome) throws IOException {
        if (outcome instanceof FileOutcome.Unreadable unreadable) {
            complain(unreadable.path(), unreadable.problem().reason());
        }
        long now = System.nanoTime();
        if (now - flushed > FLUSH_NANOS) {
            flushed = now;
            terminal.out().flush();
        }
    }

    /**
     * The scan is over.
     *
     * @param nanos how long it took
     * @param compileNanos how long compiling the rules took before
     */
    void finish(ScanTotals totals, long nanos, long compileNanos) throws IOException {}
}
