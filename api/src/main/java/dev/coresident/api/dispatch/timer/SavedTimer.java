package dev.coresident.api.dispatch.timer;

/**
 * A timer in a snapshot.
 *
 * @param timerId its id
 * @param intervalNanos 0 for one that matures once
 * @param deadlineNanos when it matures, or did
 * @param sequence what breaks ties
 * @param matured it matured and was not yet delivered
 */
public record SavedTimer(long timerId, long intervalNanos, long deadlineNanos, long sequence, boolean matured) {}
