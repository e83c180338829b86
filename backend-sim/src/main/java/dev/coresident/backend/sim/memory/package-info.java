/** The regions of a simulated device: where they lie and how they are allocated. */
package dev.coresident.backend.sim.memory;
