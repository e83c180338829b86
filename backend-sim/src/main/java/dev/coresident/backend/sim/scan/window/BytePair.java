package dev.coresident.backend.sim.scan.window;

/**
 * Two bytes of a text, and where they stand in it.
 *
 * @param first offset of the one in the text
 * @param second offset of the other
 * @param firstByte what stands there, the case bit set if it does not matter
 * @param secondByte likewise
 * @param firstCase the bit in which cases differ, 0 where case matters
 * @param secondCase likewise
 */
public record BytePair(int first, int second, long firstByte, long secondByte, long firstCase, long secondCase) {}
