/**
 * The duty cycle: tenants' queues to the ring by deficit round robin, completions back to tickets. One owner at a time, which
 * makes it the single writer of the ring.
 */
package dev.coresident.api.internal.pump;
