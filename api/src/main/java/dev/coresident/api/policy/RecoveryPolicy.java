package dev.coresident.api.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * What a kernel does when its device is lost or stuck, and when it says so. By the kernel's clock.
 *
 * @param attempts the most attempts to open another device after a loss, 0 to 1,000; 0 fails everything outstanding instead
 * @param reruns the most times one submission runs again, 0 to 100; then it ends with DEVICE_LOST
 * @param lossesInRow the most devices lost one after the other without one completion, 1 to 1,000, before the kernel gives up
 * @param firstPause before the first attempt; each next one waits twice as long
 * @param longestPause the longest pause between two attempts, at least the first
 * @param slotLimit how long a slot may be claimed and not ended: then its ticket ends with SLOT_EXPIRED, and after as long again the
 *     device counts as lost. Slots that wait for the host's IO service count too. {@link #FOREVER} for no limit
 * @param stallLimit how long a device that has work may show neither a claim nor a completion nor a heartbeat before it counts as lost.
 *     {@link #FOREVER} for no limit
 */
public record RecoveryPolicy(
        int attempts,
        int reruns,
        int lossesInRow,
        Duration firstPause,
        Duration longestPause,
        Duration slotLimit,
        Duration stallLimit) {
    /** No limit. */
    public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** The shortest limit: a kernel looks ten times within it. */
    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(1);

    private static final int MOST_ATTEMPTS = 1_000;
    private static final int MOST_RERUNS = 100;

    private static final RecoveryPolicy DEFAULTS = new RecoveryPolicy(
            5, 3, 3, Duration.ofMillis(50), Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(20));
    private static final RecoveryPolicy NONE =
            new RecoveryPolicy(0, 0, 1, Duration.ZERO, Duration.ZERO, FOREVER, FOREVER);

    /** Checks every bound. */
    public RecoveryPolicy {
        Objects.requireNonNull(firstPause, "firstPause");
        Objects.requireNonNull(longestPause, "longestPause");
        Objects.requireNonNull(slotLimit, "slotLimit");
        Objects.requireNonNull(stallLimit, "stallLimit");
        within("attempts", attempts, 0, MOST_ATTEMPTS);
        within("re-runs", reruns, 0, MOST_RERUNS);
        within("losses in a row", lossesInRow, 1, MOST_ATTEMPTS);
        if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0 || longestPause.compareTo(FOREVER) > 0) {
            throw new IllegalArgumentException(
                    "the first pause is from 0 to the longest, got %s and %s".formatted(firstPause, longestPause));
        }
        limit("slot limit", slotLimit);
        limit("stall limit", stallLimit);
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s are from %d to %d, got %d".formatted(what, least, most, value));
        }
    }

    private static void limit(String what, Duration limit) {
        if (limit.compareTo(SHORTEST_LIMIT) < 0 || limit.compareTo(FOREVER) > 0) {
            throw new IllegalArgumentException(
                    "a %s is from 1 ms to %s, RecoveryPolicy.FOREVER, got %s".formatted(what, FOREVER, limit));
        }
    }

    /**
     * Five attempts after pauses of 50 ms doubling up to 5 s, three re-runs, three losses in a row, 60 s for a slot, 20 s without a sign
     * of life.
     */
    public static RecoveryPolicy defaults() {
        return DEFAULTS;
    }

    /** A lost device ends everything with DEVICE_LOST; slots and heartbeats are not watched. */
    public static RecoveryPolicy none() {
        return NONE;
    }

    /** The same with other attempts. */
    public RecoveryPolicy withAttempts(int most) {
        return new RecoveryPolicy(most, reruns, lossesInRow, firstPause, longestPause, slotLimit, stallLimit);
    }

    /** The same with other re-runs. */
    public RecoveryPolicy withReruns(int most) {
        return new RecoveryPolicy(attempts, most, lossesInRow, firstPause, longestPause, slotLimit, stallLimit);
    }

    /** The same with another number of losses in a row. */
    public RecoveryPolicy withLossesInRow(int most) {
        return new RecoveryPolicy(attempts, reruns, most, firstPause, longestPause, slotLimit, stallLimit);
    }

    /** The same with other pauses. */
    public RecoveryPolicy withPauses(Duration first, Duration longest) {
        return new RecoveryPolicy(attempts, reruns, lossesInRow, first, longest, slotLimit, stallLimit);
    }

    /** The same with another slot limit. */
    public RecoveryPolicy withSlotLimit(Duration limit) {
        return new RecoveryPolicy(attempts, reruns, lossesInRow, firstPause, longestPause, limit, stallLimit);
    }

    /** The same with another stall limit. */
    public RecoveryPolicy withStallLimit(Duration limit) {
        return new RecoveryPolicy(attempts, reruns, lossesInRow, firstPause, longestPause, slotLimit, limit);
    }

    /**
     * How long to wait before an attempt.
     *
     * @param attempt from 1
     */
    public Duration pauseBefore(int attempt) {
        long longest = longestPause.toNanos();
        long pause = firstPause.toNanos();
        for (int doubled = 1; doubled < attempt && pause < longest; doubled++) {
            pause = pause > longest / 2 ? longest : 2 * pause;
        }
        return Duration.ofNanos(Math.min(pause, longest));
    }
}
