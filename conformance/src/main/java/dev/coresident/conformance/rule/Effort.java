package dev.coresident.conformance.rule;

import java.time.Duration;
import java.util.Objects;

/**
 * How hard the checks try.
 *
 * @param seed what every random choice of a check comes from
 * @param hostileSlots slots of the isolation check, at least 1,000
 * @param hostileLimit how long they may take; the check ends with what it did by then, and its note says so
 * @param patience how long a check waits for slots that should end
 * @param ruleLimit how long one check may take before the subject counts as stuck
 */
public record Effort(long seed, long hostileSlots, Duration hostileLimit, Duration patience, Duration ruleLimit) {
    /** The hostile slots that the contract speaks of. */
    public static final long FULL_HOSTILE_SLOTS = 10_000_000;
    /** Seed 1, 10^7 hostile slots in at most 10 minutes, 30 seconds of patience, 15 minutes for a rule. */
    public static final Effort FULL =
            new Effort(1, FULL_HOSTILE_SLOTS, Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofMinutes(15));

    private static final long LEAST_HOSTILE_SLOTS = 1_000;

    /** Checks the bounds. */
    public Effort {
        Objects.requireNonNull(hostileLimit, "hostileLimit");
        Objects.requireNonNull(patience, "patience");
        Objects.requireNonNull(ruleLimit, "ruleLimit");
        if (hostileSlots < LEAST_HOSTILE_SLOTS) {
            throw new IllegalArgumentException("the isolation check takes at least " + LEAST_HOSTILE_SLOTS
                    + " hostile slots, got " + hostileSlots);
        }
    }

    /** The same with another seed. */
    public Effort withSeed(long other) {
        return new Effort(other, hostileSlots, hostileLimit, patience, ruleLimit);
    }

    /** The same with another number of hostile slots, for a subject that is slow. */
    public Effort withHostileSlots(long slots) {
        return new Effort(seed, slots, hostileLimit, patience, ruleLimit);
    }

    /** The same with another time for the hostile slots. */
    public Effort withHostileLimit(Duration limit) {
        return new Effort(seed, hostileSlots, limit, patience, ruleLimit);
    }

    /** The same with other limits, for a subject that is slow. */
    public Effort withLimits(Duration waiting, Duration rule) {
        return new Effort(seed, hostileSlots, hostileLimit, waiting, rule);
    }
}
