/**
 * Visits (state, byte index) pairs of NFA images, exactly as {@link dev.coresident.spi.program.WorklistLayout} says: which pairs, in which
 * order, what they report and what is left of them as continuation tasks. Nothing here knows of slots or handles.
 */
package dev.coresident.backend.sim.worklist;
