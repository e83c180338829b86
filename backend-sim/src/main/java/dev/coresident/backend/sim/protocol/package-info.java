/**
 * How a device takes slots and ends them: level choice, tickets, admission, counts, fences, completions.
 *
 * <p>Each method is one action of the protocol. The threaded engine calls them back to back ({@link
 * dev.coresident.backend.sim.protocol.SlotWorker}), the stepped engine one at a time.
 */
package dev.coresident.backend.sim.protocol;
