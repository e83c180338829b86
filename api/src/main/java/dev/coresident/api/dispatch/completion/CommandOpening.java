package dev.coresident.api.dispatch.completion;

/** What opening a command came to. */
public sealed interface CommandOpening {
    /**
     * It is open.
     *
     * @param completer what answers it
     */
    record Opened(Completer completer) implements CommandOpening {}

    /**
     * A bound was hit; nothing was changed.
     *
     * @param why which bound
     * @param value what would have been
     * @param bound what may be
     */
    record Refused(CompletionRefusal why, long value, long bound) implements CommandOpening {}
}
