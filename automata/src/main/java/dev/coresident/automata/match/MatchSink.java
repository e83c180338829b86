package dev.coresident.automata.match;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Takes the results of a scan, in an order that depends on nothing but the inputs: files as their source gave them, matches as
 * {@link Report} orders them. Called by the thread that scans. An exception ends the scan and reaches its caller.
 */
public interface MatchSink {
    /** The matches of a file follow. */
    void begin(Path path) throws IOException;

    /**
     * A match.
     *
     * @param rule the place of the rule in the scanner's list of rules
     * @param start offset of its first byte; of {@link Report#ENDS} the same as {@code end}
     * @param end offset after its last byte
     */
    void match(int rule, long start, long end) throws IOException;

    /** The file is through; also for a file that could not be opened, and then without {@link #begin}. */
    void end(FileOutcome outcome) throws IOException;
}
