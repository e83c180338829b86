/** Deterministic automata: walked in four interleaved streams. */
package dev.coresident.backend.sim.scan.dfa;
