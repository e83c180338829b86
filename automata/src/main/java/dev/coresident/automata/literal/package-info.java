/** Rules that are texts: which patterns are, their table, and its image. */
package dev.coresident.automata.literal;
