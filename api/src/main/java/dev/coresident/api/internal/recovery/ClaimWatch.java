package dev.coresident.api.internal.recovery;

import dev.coresident.api.internal.pump.Claims;
import dev.coresident.spi.layout.Partitions;

/**
 * Watches slots that are claimed and do not end, by the heads of the last looks: what lies below a head of ten looks ago and is still in
 * the ring was claimed at least the limit ago. The pump's owner's; a look costs five words.
 */
final class ClaimWatch {
    private final Pace pace;
    private final long[][] heads = new long[2 * Pace.LOOKS + 1][Partitions.LEVELS];
    private int looks;

    ClaimWatch(long limitNanos, long now) {
        this.pace = new Pace(limitNanos, now);
    }

    /**
     * Looks, if it is time: what was claimed a limit ago expires.
     *
     * @return true if something claimed two limits ago is still there: the device is of no more use
     */
    boolean isOverdue(long now, Claims claims, Claims.Expired told) {
        if (!pace.isDue(now)) {
            return false;
        }
        if (claims.inRing() == 0) {
            looks = 0;
            return false;
        }
        claims.readHeads(heads[looks % heads.length]);
        if (looks >= Pace.LOOKS) {
            claims.expire(heads[(looks - Pace.LOOKS) % heads.length], told);
        }
        boolean overdue = looks >= 2 * Pace.LOOKS && claims.isAnyBelow(heads[(looks - 2 * Pace.LOOKS) % heads.length]);
        looks++;
        if (looks == 3 * heads.length) {
            looks -= heads.length; // the same place, and it never overflows
        }
        return overdue;
    }

    void begin() {
        looks = 0;
    }

    long every() {
        return pace.every();
    }
}
