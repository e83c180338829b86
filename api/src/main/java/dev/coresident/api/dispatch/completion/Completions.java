package dev.coresident.api.dispatch.completion;

/**
 * The commands of one op, as its handler sees them during a call: opened, handed to whoever will answer, and parked on.
 *
 * <p>A command that no longer has an op (because that ended, for whatever reason) is closed, and an answer to it is late. The executor's
 * owner, inside a call. Each call costs O(1) and allocates.
 */
public interface Completions {
    /** The most commands in one latch. */
    int LATCH_COMMANDS = 16;
    /** The most latches of one op. */
    int LATCHES = 64;

    /** Opens a command whose result has few bytes: nothing is reserved for it but its place. */
    default CommandOpening open() {
        return open(0);
    }

    /**
     * Opens a command. Its place in the queue of answers, and these bytes of what may be in flight, are its own from now on, so that an
     * answer of at most so many bytes always has a place. A longer one is charged when it comes, and may be refused then.
     *
     * @param reservedBytes 0 to {@link CompletionLimits#resultBytes}
     */
    CommandOpening open(int reservedBytes);

    /**
     * A latch over commands of this op: an op parked on it is resumed once, by the first of them that is answered. The others stay open,
     * and may be parked on afterwards. All end with the op.
     *
     * @throws IllegalArgumentException for no command, more than {@link #LATCH_COMMANDS}, or one that is not this op's
     */
    LatchOpening firstOf(Completer... commands);

    /**
     * A latch over one command and a time: an op parked on it is resumed once, by the answer or when the time is up. The deadline of the op
     * stays what it is, so that the handler may go on otherwise.
     *
     * @param timeoutNanos from the moment of this poll, at least 0
     * @throws IllegalArgumentException for a command that is not this op's
     */
    LatchOpening resultOrTimeout(Completer command, long timeoutNanos);
}
