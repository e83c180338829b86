/** The resident engine: threads that poll the ring over memory shared with the host. */
package dev.coresident.backend.sim.threaded;
