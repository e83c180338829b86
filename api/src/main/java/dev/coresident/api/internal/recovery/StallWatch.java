package dev.coresident.api.internal.recovery;

import dev.coresident.api.internal.pump.Claims;
import dev.coresident.spi.layout.Partitions;

/** Watches a device that has work for a sign of life: a head, a completion or its heartbeat that moves. The pump's owner's. */
final class StallWatch {
    /** Before the first look at work: that look is what the next ones are compared with, and no tenth of the limit has passed. */
    private static final int NOT_BEGUN = -1;

    private final Pace pace;
    private final long[] heads = new long[Partitions.LEVELS];
    private long seen;
    private int still = NOT_BEGUN;

    StallWatch(long limitNanos, long now) {
        this.pace = new Pace(limitNanos, now);
    }

    /** Looks, if it is time; true if nothing has moved for the limit. */
    boolean isStalled(long now, Claims claims, int heartbeat) {
        if (!pace.isDue(now)) {
            return false;
        }
        claims.readHeads(heads);
        // Each part only rises, and by far less than 2^32 within a limit, so that equal sums mean that none moved.
        long sum = claims.completions() + Integer.toUnsignedLong(heartbeat);
        for (long head : heads) {
            sum += head;
        }
        still = claims.inRing() == 0 ? NOT_BEGUN : sum != seen ? 0 : still + 1;
        seen = sum;
        return still >= Pace.LOOKS;
    }

    void begin() {
        still = NOT_BEGUN;
    }

    long every() {
        return pace.every();
    }
}
