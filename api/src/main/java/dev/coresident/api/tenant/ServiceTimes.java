package dev.coresident.api.tenant;

/**
 * How long a tenant's slots took from being written into the ring until the pump took in their end, since the tenant was registered.
 * About one slot in eight is timed, chosen by its ticket and nothing else, so that a burst or a pause is timed in proportion. A time is
 * at most 6 % off; a slot that ran again after a device was lost is timed from its last start.
 *
 * @param timed how many slots
 * @param p50Nanos half of them took at most so long; 0 if none was timed
 * @param p99Nanos 99 in 100 did
 * @param p999Nanos 999 in 1,000 did
 * @param maxNanos all did
 */
public record ServiceTimes(long timed, long p50Nanos, long p99Nanos, long p999Nanos, long maxNanos) {
    /** Nothing was timed. */
    public static final ServiceTimes NONE = new ServiceTimes(0, 0, 0, 0, 0);
}
