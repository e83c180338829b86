package dev.coresident.automata;

import com.google.common.collect.ImmutableList;
import java.lang.foreign.MemorySegment;

/**
 * Rules that share one program image.
 *
 * @param image the program image, in native memory that lives as long as it is reachable, read only; passes the check of {@code spi.program}
 * @param rules by the numbers that the image reports, ascending in the order of the file
 * @param figures the image's kind, and how large it is in the words of that kind
 * @param reason why these rules share an image of that kind
 */
public record RuleGroup(
        MemorySegment image, ImmutableList<CompiledRule> rules, GroupFigures figures, GroupReason reason) {

    /** The image's size in bytes. */
    public long bytes() {
        return image.byteSize();
    }

    /** States of the image's automaton; 0 if it is none. */
    public long states() {
        return figures.states();
    }
}
