/**
 * What an executor of ops keeps beside the ops: a flight recorder for each tenant, the queue of events, counters and values by name,
 * and the random numbers of an op.
 *
 * <p>Everything here is bounded and counts what it refused or forgot. One thread writes, the one that polls the executor; what
 * any thread may read says so. Nothing reads a clock: times are nanoseconds that the caller brings. Everything can be
 * saved as a value and restored, and goes on from there as if nothing had happened.
 */
package dev.coresident.api.dispatch.record;
