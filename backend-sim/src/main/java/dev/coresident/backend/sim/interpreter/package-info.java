/**
 * What one slot does: the tenant's window, handles, built-in ops, packs, scans. Semantics stand here once; both engines call them.
 *
 * <p>Faults are numbers of {@link dev.coresident.spi.layout.FaultCode}, 0 being none, so that the hot path allocates nothing.
 */
package dev.coresident.backend.sim.interpreter;
