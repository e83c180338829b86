package dev.coresident.automata.span;

/** Receives spans, ascending, on the thread that feeds the ends. */
@FunctionalInterface
public interface SpanSink {

    /** A match from {@code start} to before {@code end}, byte offsets. */
    void span(long start, long end);
}
