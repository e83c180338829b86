/**
 * Texts: a filter passes over the input and names the offsets where one may end; what ends there is looked up in the image's own
 * index. So the filters only have to miss nothing, and all of them give the same answers.
 */
package dev.coresident.backend.sim.scan.literal;
