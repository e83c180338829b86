/** Puts the matches of one file in order within bounded memory; what does not fit waits in a temporary file. */
@NullMarked
package dev.coresident.automata.scan.order;

import org.jspecify.annotations.NullMarked;
