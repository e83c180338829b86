/**
 * From a pattern's tree to a nondeterministic program over bytes (Thompson's construction), one rule at a time. Code points
 * have become byte sequences here, repeats are written out, under a stated limit of states.
 */
@NullMarked
package dev.coresident.automata.nfa;

import org.jspecify.annotations.NullMarked;
