package dev.coresident.formats.imported;

import dev.coresident.automata.Rule;

/**
 * A rule and what its file calls it.
 *
 * @param rule the rule
 * @param name its name in the file; empty if the format has only numbers
 */
public record NamedRule(Rule rule, String name) {}
