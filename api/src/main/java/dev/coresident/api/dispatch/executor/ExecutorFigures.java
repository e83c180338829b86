package dev.coresident.api.dispatch.executor;

import com.google.common.primitives.ImmutableLongArray;
import dev.coresident.api.dispatch.FaultKind;

/**
 * What an executor holds and has done, as of the end of its last poll: values of one moment.
 *
 * @param tenants that it knows
 * @param live ops admitted and not told
 * @param queued of these, before their first call
 * @param parked of these, parked
 * @param timers armed
 * @param openCommands open
 * @param inFlightBytes reserved and held for answers
 * @param admitted requests taken in
 * @param calls of handlers
 * @param done ops that ended well
 * @param rejected ops that ended badly
 * @param rejectedByKind the same by {@link FaultKind#number} - 1
 * @param handlerFailures calls that threw or broke the rules
 * @param sinkFailures calls of the sink that threw
 * @param inboxFull requests that found no place
 * @param parkedFull ops that could not park because as many were parked as may be
 * @param lateAnswers to ops that had ended
 * @param duplicateAnswers to commands that had been answered
 * @param refusedAnswers and commands that hit a bound
 * @param refusedTimers that hit the bound
 * @param skippedTimers deadlines of interval timers that nobody looked at in time
 * @param repeats requests that had been sent before
 * @param refused requests that a governor refused
 * @param events raised
 * @param refusedEvents that found no place
 */
public record ExecutorFigures(
        long tenants,
        long live,
        long queued,
        long parked,
        long timers,
        long openCommands,
        long inFlightBytes,
        long admitted,
        long calls,
        long done,
        long rejected,
        ImmutableLongArray rejectedByKind,
        long handlerFailures,
        long sinkFailures,
        long inboxFull,
        long parkedFull,
        long lateAnswers,
        long duplicateAnswers,
        long refusedAnswers,
        long refusedTimers,
        long skippedTimers,
        long repeats,
        long refused,
        long events,
        long refusedEvents) {
    /** How many ops were rejected with this kind. */
    public long rejected(FaultKind kind) {
        return rejectedByKind.get(kind.number() - 1);
    }
}
