/**
 * From pattern bytes to a checked, immutable tree. The dialect is what a DFA can do, spelled as PCRE spells it; everything
 * else is refused with its byte offset, the reason and a way out. Nothing here knows automata.
 */
@NullMarked
package dev.coresident.automata.syntax;

import org.jspecify.annotations.NullMarked;
