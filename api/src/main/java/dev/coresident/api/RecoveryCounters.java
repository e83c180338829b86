package dev.coresident.api;

/**
 * What a kernel lost and got back, over its life.
 *
 * @param losses devices that were lost or given up as stuck
 * @param recoveries devices that replaced one
 * @param reruns submissions that were put back to run again, once for each time
 * @param failed submissions that were in a lost device's ring and ended with DEVICE_LOST
 * @param expired submissions that ended with SLOT_EXPIRED
 * @param late completions of such slots that came after all
 */
public record RecoveryCounters(long losses, long recoveries, long reruns, long failed, long expired, long late) {}
