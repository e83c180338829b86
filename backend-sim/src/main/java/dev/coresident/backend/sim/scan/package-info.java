/** Walks program images over input, exactly as {@link dev.coresident.spi.program.ScanLayout} says. */
package dev.coresident.backend.sim.scan;
