/**
 * From the ends of a rule's matches, which devices report, to leftmost-longest spans: starts are found on the host, near each end,
 * with random access to the input.
 */
@NullMarked
package dev.coresident.automata.span;

import org.jspecify.annotations.NullMarked;
