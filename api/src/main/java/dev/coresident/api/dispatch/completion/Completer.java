package dev.coresident.api.dispatch.completion;

import java.nio.ByteBuffer;

/**
 * Answers one command, once. Any thread. An answer costs a copy of its bytes and two compare-and-swaps; nobody waits for the executor.
 */
public final class Completer {
    private final Command<?> command;

    Completer(Command<?> command) {
        this.command = command;
    }

    /** The command's id, that of no other command or latch of this executor, before or after a restore. */
    public long id() {
        return command.id();
    }

    /**
     * Answers with the remaining bytes, which are copied; the buffer's position stays. If they cannot be read, what the buffer threw is
     * thrown, and the command has failed.
     */
    public CompletionAnswer complete(ByteBuffer bytes) {
        return command.complete(bytes);
    }

    /** Answers with these bytes, which are copied. */
    public CompletionAnswer complete(byte[] bytes) {
        return command.complete(ByteBuffer.wrap(bytes));
    }

    /** Says that what was asked failed. A long text is cut, never refused; in place of none stands a text that says so. */
    public CompletionAnswer fail(String text) {
        return command.fail(text);
    }
}
