/** A memory that is weaker than the machine's: what a worker of the stepped engine may see late, and show late. */
package dev.coresident.backend.sim.weak;
