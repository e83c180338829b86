package dev.coresident.api.dispatch.completion;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The commands and latches of one op in a snapshot.
 *
 * @param commands in the order in which they were opened
 * @param latches in the order in which they were made
 * @param awaited the command or latch that the op waits for, 0 for none
 * @param ready the answered command that the op is to be resumed with, 0 for none
 */
public record SavedCommands(
        ImmutableList<SavedCommand> commands, ImmutableList<SavedLatch> latches, long awaited, long ready) {
    /**
     * A command.
     *
     * @param commandId its id
     * @param chargedBytes what it holds of the bytes in flight
     * @param isAnswered it was answered
     * @param arrival when the answer arrived, in the order of all answers; 0 if it did not yet
     * @param bytes the result if there is one; each call gives a fresh read-only view
     * @param failure the text if it failed
     * @param refusal why its answer was refused
     */
    public record SavedCommand(
            long commandId,
            long chargedBytes,
            boolean isAnswered,
            long arrival,
            @Nullable ByteBuffer bytes,
            @Nullable String failure,
            CompletionAnswer.@Nullable Refused refusal) {
        @Override
        public @Nullable ByteBuffer bytes() {
            return bytes == null ? null : bytes.asReadOnlyBuffer();
        }
    }

    /**
     * A latch.
     *
     * @param latchId its id
     * @param commandIds its commands
     * @param deadlineNanos when it times out, or {@link Long#MAX_VALUE}
     * @param hasFired it fired
     */
    public record SavedLatch(long latchId, ImmutableLongArray commandIds, long deadlineNanos, boolean hasFired) {}

    /**
     * What belongs to no op.
     *
     * @param lastId the last id given to a command or latch
     * @param arrivals answers that arrived
     * @param late answers to ops that had ended
     * @param duplicate second answers
     * @param refused commands and answers that hit a bound
     * @param underWay commands that were answered and did not arrive yet, in their order
     */
    public record SavedTable(
            long lastId, long arrivals, long late, long duplicate, long refused, ImmutableLongArray underWay) {}
}
