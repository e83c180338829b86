/** The engine in rounds: virtual workers whose protocol actions are single steps, in an order that a schedule decides. */
package dev.coresident.backend.sim.stepped;
