package dev.coresident.console.web.automata;

import dev.coresident.automata.RuleSet;

/**
 * One rule set and what it did so far.
 *
 * @param tenant id of the tenant that it runs as
 * @param generation of that id
 * @param rules what the compiler made of it
 * @param matches found so far
 * @param bytes scanned with it so far
 */
public record RuleFigures(int tenant, int generation, RuleSet rules, long matches, long bytes) {}
