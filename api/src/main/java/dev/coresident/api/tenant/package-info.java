/** Registered producers: identity, window, limits, counters, and what they may do to the ring. */
package dev.coresident.api.tenant;
