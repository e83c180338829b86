/**
 * From the programs of several rules to one deterministic automaton that reports every end of every match: the rules' shared
 * prefixes are merged, assertions lowered to look-behind (part of a state) and look-ahead (reported one byte later), sets of
 * states interned, the result minimised.
 */
@NullMarked
package dev.coresident.automata.dfa;

import org.jspecify.annotations.NullMarked;
