package dev.coresident.backend.sim.scan.nfa;

/**
 * The two shares of an image's states.
 *
 * @param front what comes before all that waits
 * @param back what waits, and what follows
 */
record LayerPair(Layer front, Layer back) {}
