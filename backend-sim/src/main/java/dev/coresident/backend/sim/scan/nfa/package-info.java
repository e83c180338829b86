/**
 * Walks NFA images. The states that are active together are one state of a deterministic automaton that is built while it is walked, in
 * two layers, so that what waits for long does not multiply with what moves. What is built is bounded; beyond that, sets are walked as
 * they are.
 */
package dev.coresident.backend.sim.scan.nfa;
