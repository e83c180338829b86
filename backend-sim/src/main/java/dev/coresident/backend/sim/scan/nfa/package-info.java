/**
 * Walks NFA images. The states that are active together are one state of a deterministic automaton that is built while it is walked, in
 * two levels: the image falls into parts that do not touch each other, each part's sets of states are built when first met, and a state of
 * the whole is a tuple of these. What is built is bounded; beyond that, sets are walked as they are.
 */
package dev.coresident.backend.sim.scan.nfa;
