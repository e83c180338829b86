package dev.coresident.automata.worklist;

/** Receives the ends of matches. */
@FunctionalInterface
public interface EndSink {
    /**
     * A match ends. Ascending by end, then rule, each once; on the thread that drives the worklist.
     *
     * @param rule the rule's place in its set
     * @param end offset in the input behind the match's last byte
     */
    void end(int rule, long end);
}
