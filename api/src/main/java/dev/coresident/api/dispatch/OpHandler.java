package dev.coresident.api.dispatch;

import dev.coresident.api.dispatch.completion.Answer;

/**
 * Runs the ops of one service on the host. Called by the executor's owner, one call at a time, never for two ops at once; a call must not
 * block, since everybody waits for it. A handler keeps nothing of a call: context and words are dead outside it. State of its own it may
 * have, but that is in no snapshot.
 *
 * <p>A handler that throws ends its op with {@link FaultKind#EXECUTION_FAILED} and the text of what it threw.
 */
public interface OpHandler {
    /** In place of a lane: the op may run beside any other. */
    long NO_LANE = Long.MIN_VALUE;

    /** The op's first call. */
    OpOutcome dispatch(OpContext context, OpWords words);

    /**
     * The op was parked, and there is an answer or the time is up. It may park again, to try once more, as long as the op's own deadline lasts.
     *
     * <p>As it stands: bytes end the op well, with their count in result word 0 and themselves as the outcome's payload; a failure ends it with
     * {@link FaultKind#REMOTE_FAILED}, time with {@link FaultKind#TIMEOUT}.
     */
    default OpOutcome resume(OpContext context, OpWords words, Answer answer) {
        return switch (answer) {
            case Answer.Bytes answered -> {
                context.result(0, answered.bytes().remaining());
                context.passOn();
                yield OpOutcome.done(1);
            }
            case Answer.Failed failed -> OpOutcome.rejected(FaultKind.REMOTE_FAILED, "failed elsewhere", failed.text());
            case Answer.TimedOut(long command) ->
                OpOutcome.rejected(FaultKind.TIMEOUT, "no answer before the deadline", "command " + command);
        };
    }

    /** One of the parked op's timers matured. As it stands, the op goes on waiting. */
    default OpOutcome timer(OpContext context, OpWords words, long timerId) {
        return OpOutcome.stillParked();
    }

    /**
     * The serial lane of an op: ops of one tenant with the same lane never overlap, from the first call to the end, and run in the order in
     * which they were admitted. Called once, on admission.
     */
    default long lane(OpWords words) {
        return NO_LANE;
    }
}
