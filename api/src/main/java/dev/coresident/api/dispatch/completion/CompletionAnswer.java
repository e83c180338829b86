package dev.coresident.api.dispatch.completion;

/** What became of an answer. */
public sealed interface CompletionAnswer {
    /** It is on its way to the op. */
    record Accepted() implements CompletionAnswer {}

    /** The op has ended; the answer was counted and dropped. */
    record Late() implements CompletionAnswer {}

    /** There was an answer before; this one was counted and dropped. */
    record Duplicate() implements CompletionAnswer {}

    /**
     * A bound was hit. The op that waits for it fails at once.
     *
     * @param why which bound
     * @param value what would have been
     * @param bound what may be
     */
    record Refused(CompletionRefusal why, long value, long bound) implements CompletionAnswer {}
}
