package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.completion.CompletionLimits;
import java.time.Duration;
import java.util.Objects;

/**
 * The bounds of an executor.
 *
 * @param inbox how many requests may be on their way in, a power of two
 * @param queue how many ops may stand in their tenants' lines before their first call; while there are so many, requests stay in the
 *     inbox. Those behind others of their lanes, and repeats, do not count: permits bound them for each tenant
 * @param opsPerPoll how many calls one poll makes over both of its dispatch phases
 * @param parked how many ops may be parked
 * @param timers how many timers there may be
 * @param deadlineSlackNanos the least that a deadline from experience is longer than what such ops take on the average, at least 0
 * @param seed what all that is random begins with
 * @param completions the bounds of what may be on its way back
 */
public record ExecutorOptions(
        int inbox,
        int queue,
        int opsPerPoll,
        int parked,
        int timers,
        long deadlineSlackNanos,
        long seed,
        CompletionLimits completions) {
    private static final ExecutorOptions DEFAULTS = new ExecutorOptions(
            4_096, 4_096, 1_000, 10_000, 65_536, Duration.ofSeconds(1).toNanos(), 0, CompletionLimits.defaults());

    /** Checks every bound. */
    public ExecutorOptions {
        Objects.requireNonNull(completions, "completions");
        if (inbox < 1 || inbox > 1 << 20 || Integer.bitCount(inbox) != 1) {
            throw new IllegalArgumentException("an inbox is a power of two up to 1048576, got " + inbox);
        }
        requirePositive("queue", queue);
        requirePositive("opsPerPoll", opsPerPoll);
        requirePositive("parked", parked);
        requirePositive("timers", timers);
        if (deadlineSlackNanos < 0) {
            throw new IllegalArgumentException("a slack is at least 0 ns, got " + deadlineSlackNanos);
        }
    }

    /** 4,096 in the inbox and in the queue, 1,000 calls a poll, 10,000 parked, 65,536 timers, 1 s of slack (RFC 6298 has it so), seed 0. */
    public static ExecutorOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another inbox and queue. */
    public ExecutorOptions withQueue(int requests, int ops) {
        return new ExecutorOptions(requests, ops, opsPerPoll, parked, timers, deadlineSlackNanos, seed, completions);
    }

    /** The same with another number of calls in a poll. */
    public ExecutorOptions withOpsPerPoll(int calls) {
        return new ExecutorOptions(inbox, queue, calls, parked, timers, deadlineSlackNanos, seed, completions);
    }

    /** The same with another bound of parked ops. */
    public ExecutorOptions withParked(int ops) {
        return new ExecutorOptions(inbox, queue, opsPerPoll, ops, timers, deadlineSlackNanos, seed, completions);
    }

    /** The same with another bound of timers. */
    public ExecutorOptions withTimers(int bound) {
        return new ExecutorOptions(inbox, queue, opsPerPoll, parked, bound, deadlineSlackNanos, seed, completions);
    }

    /** The same with another slack of deadlines. */
    public ExecutorOptions withDeadlineSlackNanos(long nanos) {
        return new ExecutorOptions(inbox, queue, opsPerPoll, parked, timers, nanos, seed, completions);
    }

    /** The same with another seed. */
    public ExecutorOptions withSeed(long start) {
        return new ExecutorOptions(inbox, queue, opsPerPoll, parked, timers, deadlineSlackNanos, start, completions);
    }

    /** The same with other bounds of what may be on its way back. */
    public ExecutorOptions withCompletions(CompletionLimits limits) {
        return new ExecutorOptions(inbox, queue, opsPerPoll, parked, timers, deadlineSlackNanos, seed, limits);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is at least 1, got " + value);
        }
    }
}
