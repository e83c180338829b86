/**
 * Homogeneous automata, as ANML writes them: a state has the set of bytes that it can be entered with, so that a set of states and a
 * byte are all that a step needs. Made from the program of a group of rules, every assertion folded in.
 */
@NullMarked
package dev.coresident.automata.homogeneous;

import org.jspecify.annotations.NullMarked;
