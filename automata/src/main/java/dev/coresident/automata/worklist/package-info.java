/**
 * Traverses inputs by (state, byte index) pairs on the device: which mode runs, what that cost, and what both modes find. Rules run as one
 * nondeterministic automaton; what is reported are the ends of matches.
 */
@NullMarked
package dev.coresident.automata.worklist;

import org.jspecify.annotations.NullMarked;
