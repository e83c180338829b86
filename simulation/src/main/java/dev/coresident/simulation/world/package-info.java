/**
 * One run: a kernel on a virtual clock, a simulated device, the moves that a seed makes on both, the faults among them, and the checks
 * against the model after each.
 */
package dev.coresident.simulation.world;
