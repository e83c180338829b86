package dev.coresident.automata;

import com.google.common.collect.ImmutableList;
import java.lang.foreign.MemorySegment;

/**
 * Rules that share one automaton.
 *
 * @param image the program image, in native memory that lives as long as it is reachable, read only; passes the check of {@code spi.program}
 * @param rules by the numbers that the image reports, ascending in the order of the file
 * @param states states of the automaton
 * @param classes byte classes
 */
public record RuleGroup(MemorySegment image, ImmutableList<CompiledRule> rules, int states, int classes) {

    /** The image's size in bytes. */
    public long bytes() {
        return image.byteSize();
    }
}
