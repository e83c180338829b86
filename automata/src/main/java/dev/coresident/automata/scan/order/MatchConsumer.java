package dev.coresident.automata.scan.order;

import java.io.IOException;

/** Takes matches in order. */
@FunctionalInterface
public interface MatchConsumer {
    /**
     * A match.
     *
     * @param start where it starts
     * @param end where it ends
     * @param rule the rule's number
     */
    void match(long start, long end, int rule) throws IOException;
}
