/** How the simulator is found and opened. */
package dev.coresident.backend.sim.provider;
