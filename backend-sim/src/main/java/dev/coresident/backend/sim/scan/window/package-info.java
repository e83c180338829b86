/**
 * Passing over an input: searches that name the places where something may stand, windows that are among many or a pair of bytes, in plain
 * Java and with the Vector API, and the choice between them. What was named is looked up by whoever asked.
 */
package dev.coresident.backend.sim.scan.window;
