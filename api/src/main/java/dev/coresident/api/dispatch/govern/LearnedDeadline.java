package dev.coresident.api.dispatch.govern;

import dev.coresident.api.dispatch.govern.ServiceTimes.Basis;

/**
 * How long an op may take, and on what that stands.
 *
 * @param basis the level that decides: the first, from the most to the least specific, that has enough samples
 * @param meanNanos its mean, 0 without experience
 * @param deviationNanos its mean deviation, 0 without experience
 * @param samples its samples, 0 without experience
 * @param waitNanos what comes of it
 */
public record LearnedDeadline(Basis basis, long meanNanos, long deviationNanos, int samples, long waitNanos) {}
