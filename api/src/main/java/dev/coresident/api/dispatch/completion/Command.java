package dev.coresident.api.dispatch.completion;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One command. Its state is moved by compare-and-swap: OPEN to ANSWERING by the one thread whose answer counts, OPEN to CLOSED by the
 * executor when the op ends first. What an answer wrote is seen by the executor when it takes the command from the queue of answers. The
 * command is its own place in that queue: an open command always has one.
 *
 * <p>The executor's part, public for the executor's sake: handlers see {@link Completions}, others {@link Completer}.
 */
public final class Command<O> {
    private static final int OPEN = 0;
    private static final int ANSWERING = 1;
    private static final int ANSWERED = 2;
    private static final int CLOSED = 3;
    private static final String NO_TEXT = "no text was given";
    private static final String UNREADABLE = "the answer's bytes could not be read";
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup()
                    .findVarHandle(Command.class, "state", int.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final CommandTable<O> table;
    private final CommandList<O> list;
    private final long id;
    private volatile int state;

    long chargedBytes;
    byte @Nullable [] bytes;

    @Nullable
    String failure;

    CompletionAnswer.@Nullable Refused refusal;

    /** The one that was answered before, until the executor turns the order round; then the one answered after. */
    @Nullable
    Command<O> next;

    boolean isAbandoned;
    long arrival;

    Command(CommandTable<O> table, CommandList<O> list, long id, long reservedBytes) {
        this.table = table;
        this.list = list;
        this.id = id;
        this.chargedBytes = reservedBytes;
    }

    /** Whose it is. */
    public O owner() {
        return list.owner();
    }

    /** The id. */
    public long id() {
        return id;
    }

    /** What it was answered with; the executor's, once it arrived. */
    public Answer answer() {
        if (failure != null) {
            return new Answer.Failed(id, failure);
        }
        byte[] result = bytes;
        return new Answer.Bytes(
                id, ByteBuffer.wrap(result == null ? new byte[0] : result).asReadOnlyBuffer());
    }

    /** Why its answer was refused, if it was. */
    public CompletionAnswer.@Nullable Refused refusal() {
        return refusal;
    }

    /** The result, if it has one. */
    public byte @Nullable [] bytes() {
        return bytes;
    }

    /** The text of the failure, if it failed. */
    public @Nullable String failure() {
        return failure;
    }

    CommandList<O> list() {
        return list;
    }

    boolean isBeingAnswered() {
        return state == ANSWERING;
    }

    /**
     * The order at the boundary: the cap of one item, the budget, the place (its own), the copy, the queue. Bytes that cannot be read, those
     * of a closed arena say, make it a failure, so that the command does not stay claimed for ever; who answered gets what was thrown.
     */
    CompletionAnswer complete(ByteBuffer result) {
        int size = result.remaining();
        CompletionAnswer lost = claim();
        if (lost != null) {
            return lost;
        }
        CompletionAnswer told;
        try {
            told = take(result, size);
        } catch (Throwable thrown) {
            bytes = null;
            boolean _ = table.recharge(chargedBytes, 0);
            chargedBytes = 0;
            failure = FailureText.cut(UNREADABLE, table.limits().failureBytes());
            CompletionAnswer _ = enqueue(CommandTable.ACCEPTED);
            throw thrown;
        }
        return enqueue(told);
    }

    private CompletionAnswer take(ByteBuffer result, int size) {
        int cap = table.limits().resultBytes();
        if (size > cap) {
            return refuse(new CompletionAnswer.Refused(CompletionRefusal.RESULT_TOO_LARGE, size, cap));
        }
        if (!table.recharge(chargedBytes, size)) {
            return refuse(new CompletionAnswer.Refused(
                    CompletionRefusal.IN_FLIGHT_BYTES,
                    table.inFlightBytes() + size - chargedBytes,
                    table.limits().inFlightBytes()));
        }
        chargedBytes = size;
        try {
            byte[] copy = new byte[size];
            result.get(result.position(), copy);
            bytes = copy;
        } catch (OutOfMemoryError e) {
            return refuse(new CompletionAnswer.Refused(CompletionRefusal.NO_MEMORY, size, size));
        }
        return CommandTable.ACCEPTED;
    }

    CompletionAnswer fail(@Nullable String text) {
        String cut =
                FailureText.cut(text == null ? NO_TEXT : text, table.limits().failureBytes());
        CompletionAnswer lost = claim();
        if (lost != null) {
            return lost;
        }
        failure = cut;
        return enqueue(CommandTable.ACCEPTED);
    }

    /** The op ended: true if nobody has answered and nobody can any more. */
    boolean close() {
        return (boolean) STATE.compareAndSet(this, OPEN, CLOSED);
    }

    SavedCommands.SavedCommand save() {
        byte[] result = bytes;
        return new SavedCommands.SavedCommand(
                id,
                chargedBytes,
                state == ANSWERED,
                arrival,
                result == null ? null : ByteBuffer.wrap(result),
                failure,
                refusal);
    }

    void restore(SavedCommands.SavedCommand saved) {
        ByteBuffer result = saved.bytes();
        if (result != null) {
            byte[] copy = new byte[result.remaining()];
            result.get(copy);
            bytes = copy;
        }
        failure = saved.failure();
        refusal = saved.refusal();
        arrival = saved.arrival();
        if (saved.isAnswered()) {
            STATE.setRelease(this, ANSWERED);
        }
    }

    private @Nullable CompletionAnswer claim() {
        if ((boolean) STATE.compareAndSet(this, OPEN, ANSWERING)) {
            return null;
        }
        return state == CLOSED ? table.countLate() : table.countDuplicate();
    }

    private CompletionAnswer refuse(CompletionAnswer.Refused why) {
        table.countRefused();
        refusal = why;
        return why;
    }

    private CompletionAnswer enqueue(CompletionAnswer told) {
        STATE.setRelease(this, ANSWERED);
        table.enqueue(this);
        return told;
    }
}
