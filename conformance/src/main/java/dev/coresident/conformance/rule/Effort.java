package dev.coresident.conformance.rule;

import java.time.Duration;
import java.util.Objects;

/**
 * How hard the checks try.
 *
 * @param seed what every random choice of a check comes from
 * @param hostileSlots slots of the isolation check, at least 1,000
 * @param patience how long a check waits for slots that should end
 * @param ruleLimit how long one check may take before the subject counts as stuck
 */
public record Effort(long seed, long hostileSlots, Duration patience, Duration ruleLimit) {
    /** The hostile slots that the contract speaks of. */
    public static final long FULL_HOSTILE_SLOTS = 10_000_000;
    /** Seed 1, 10^7 hostile slots, 30 seconds of patience, 5 minutes for a rule. */
    public static final Effort FULL = new Effort(1, FULL_HOSTILE_SLOTS, Duration.ofSeconds(30), Duration.ofMinutes(5));

    private static final long LEAST_HOSTILE_SLOTS = 1_000;

    /** Checks the bounds. */
    public Effort {
        Objects.requireNonNull(patience, "patience");
        Objects.requireNonNull(ruleLimit, "ruleLimit");
        if (hostileSlots < LEAST_HOSTILE_SLOTS) {
            throw new IllegalArgumentException("the isolation check takes at least " + LEAST_HOSTILE_SLOTS
                    + " hostile slots, got " + hostileSlots);
        }
    }

    /** The same with another seed. */
    public Effort withSeed(long other) {
        return new Effort(other, hostileSlots, patience, ruleLimit);
    }

    /** The same with another number of hostile slots, for a subject that is slow. */
    public Effort withHostileSlots(long slots) {
        return new Effort(seed, slots, patience, ruleLimit);
    }

    /** The same with other limits, for a subject that is slow. */
    public Effort withLimits(Duration waiting, Duration rule) {
        return new Effort(seed, hostileSlots, waiting, rule);
    }
}
