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

    /** The order at the boundary: the cap of one item, the budget, the place (its own), the copy, the queue. */
    CompletionAnswer complete(ByteBuffer result) {
        int size = result.remaining();
        CompletionAnswer lost = claim();
        if (lost != null) {
            return lost;
        }
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
        return enqueue(CommandTable.ACCEPTED);
    }

    CompletionAnswer fail(String text) {
        CompletionAnswer lost = claim();
        if (lost != null) {
            return lost;
        }
        failure = FailureText.cut(text, table.limits().failureBytes());
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
        return enqueue(why);
    }

    private CompletionAnswer enqueue(CompletionAnswer told) {
        STATE.setRelease(this, ANSWERED);
        table.enqueue(this);
        return told;
    }
}
