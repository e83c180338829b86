package dev.coresident.oracles.duel;

/**
 * A match.
 *
 * @param start its first byte
 * @param end behind its last
 */
public record Span(long start, long end) {}
