/** What a scan reports: matches, in which order, and how each file ended. */
@NullMarked
package dev.coresident.automata.match;

import org.jspecify.annotations.NullMarked;
