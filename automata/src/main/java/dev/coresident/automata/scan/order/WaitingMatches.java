package dev.coresident.automata.scan.order;

import java.io.IOException;

/**
 * The matches of one file that wait for their turn: given out by start, end and rule, as far as the caller knows that nothing smaller can
 * follow. One thread; used again for the next file.
 */
public sealed interface WaitingMatches extends AutoCloseable permits MatchQueue, EndQueue {
    /** Matches that wait in memory. */
    int inMemory();

    /** Matches written to temporary files so far, over all files. */
    long spilled();

    /** Gives out, in order, every match that starts before {@code bound}, and forgets it. */
    void drainBelow(long bound, MatchConsumer consumer) throws IOException;

    /** Forgets every match. */
    void clear() throws IOException;

    @Override
    void close() throws IOException;
}
