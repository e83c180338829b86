/**
 * Duels of regex engines: random rule sets and inputs as trees that can be made smaller, spelled for several dialects; naive answers, from
 * the tree and from java.util.regex; and what runs many cases by a seed and shrinks those that differ. For the project's own tests
 * and commands, on the class path.
 */
@NullMarked
package dev.coresident.oracles.duel;

import org.jspecify.annotations.NullMarked;
