package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.coresident.api.dispatch.completion.SavedCommands;
import dev.coresident.api.dispatch.govern.GovernorState;
import dev.coresident.api.dispatch.govern.ServiceTimes;
import dev.coresident.api.dispatch.record.EventQueue;
import dev.coresident.api.dispatch.record.FlightRecorder;
import dev.coresident.api.dispatch.record.HeldValues;
import dev.coresident.api.dispatch.record.NamedCounters;
import dev.coresident.api.dispatch.timer.SavedTimer;

/**
 * All that an executor holds between two polls, as values. An executor restored from it goes on exactly as the first would have: the same
 * ids, timers, cool-downs, parked ops, turns and random numbers. It holds no state of handlers and no subscribers, and of the tenants'
 * budgets only what ops under way have reserved.
 *
 * @param options of the executor
 * @param nowNanos the moment of its last poll
 * @param takenNanos the moment at which it was taken, on the executor's clock
 * @param lastNumber the last number given to an op
 * @param requests in the inbox, in their order
 * @param tenants in the order of their turns, then those without a turn by id
 * @param ops in the order of their admission
 * @param retired the words of tenants that were retired, the last of each id
 * @param lastTimer the last number given to a timer
 * @param commands what belongs to no op of the commands
 * @param events that wait
 * @param times what was learned about how long ops take
 * @param inboxFull requests that found no place
 * @param counts the counts
 */
public record ExecutorSnapshot(
        ExecutorOptions options,
        long nowNanos,
        long takenNanos,
        long lastNumber,
        ImmutableList<Waiting> requests,
        ImmutableList<Tenant> tenants,
        ImmutableList<OpState> ops,
        ImmutableIntArray retired,
        long lastTimer,
        SavedCommands.SavedTable commands,
        EventQueue.State events,
        ServiceTimes.State times,
        long inboxFull,
        ImmutableLongArray counts) {

    /** A request in the inbox. */
    public record Waiting(
            int tenantWord,
            long requestId,
            int service,
            long deadlineNanos,
            long source,
            long arrivalNanos,
            ImmutableIntArray words) {}

    /**
     * A tenant.
     *
     * @param word its word
     * @param label its label
     * @param weight its share against the others
     * @param hasTurn it stands among those with ops to call
     * @param deficit what is left of its turn
     * @param line the numbers of the ops in its line
     * @param governor its governor
     * @param recorder its flight recorder
     * @param counters its counters
     * @param held its held values
     */
    public record Tenant(
            int word,
            String label,
            int weight,
            boolean hasTurn,
            int deficit,
            ImmutableLongArray line,
            GovernorState governor,
            FlightRecorder.State recorder,
            NamedCounters.State counters,
            HeldValues.State held) {}

    /** Where an op is in its life. */
    public enum Phase {
        /** Before its first call. */
        QUEUED,
        /** Behind another op of its lane. */
        IN_LANE,
        /** Behind the first op with its request id. */
        REPEAT,
        /** Parked. */
        PARKED
    }

    /**
     * An op.
     *
     * @param number its number
     * @param request as it was admitted
     * @param phase where it is
     * @param limitNanos its deadline
     * @param admittedNanos when it was taken from the inbox
     * @param wakeNanos when it is looked at because of the time, {@link Long#MAX_VALUE} if never
     * @param permit its permit, -1 if it has none
     * @param calls of its handler so far
     * @param drawn random numbers that it has used, -1 if none
     * @param isTimedOut it is to be resumed because of the time
     * @param timedOutOn what it waited for then
     * @param hasLane it has a serial lane
     * @param lane its key
     * @param results the result words written so far
     * @param timers its timers
     * @param commands its commands
     * @param repeats the numbers of the ops that wait for its outcome
     */
    public record OpState(
            long number,
            Waiting request,
            Phase phase,
            long limitNanos,
            long admittedNanos,
            long wakeNanos,
            long permit,
            int calls,
            long drawn,
            boolean isTimedOut,
            long timedOutOn,
            boolean hasLane,
            long lane,
            ImmutableIntArray results,
            ImmutableList<SavedTimer> timers,
            SavedCommands commands,
            ImmutableLongArray repeats) {}

    /** What it holds, in one line. */
    @Override
    public String toString() {
        long parked = ops.stream().filter(op -> op.phase() == Phase.PARKED).count();
        long open =
                ops.stream().mapToLong(op -> op.commands().commands().size()).sum();
        long timers = ops.stream().mapToLong(op -> op.timers().size()).sum();
        return "executor at " + takenNanos + " ns: " + tenants.size() + " tenants, " + requests.size()
                + " requests in the inbox, " + ops.size() + " ops (" + parked + " parked), " + open + " commands, "
                + timers + " timers, " + events.queued().size() + " events";
    }
}
