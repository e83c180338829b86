/** From a deterministic automaton to the bytes of a program image, as {@code dev.coresident.spi.program} lays them out. */
@NullMarked
package dev.coresident.automata.image;

import org.jspecify.annotations.NullMarked;
