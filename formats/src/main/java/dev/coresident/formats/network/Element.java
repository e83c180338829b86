package dev.coresident.formats.network;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.nfa.ByteSet;
import org.jspecify.annotations.Nullable;

/**
 * An element of a network.
 *
 * @param id its name, unique in a good network
 * @param symbols the bytes that a state takes; null for an element that does not map, whose readers were told so
 * @param start when it is active without having been activated
 * @param targets the elements that it activates, as their names stand in the file
 * @param reports what is reported when it has taken a byte
 * @param place where it begins
 */
record Element(
        String id,
        @Nullable ByteSet symbols,
        Start start,
        ImmutableList<String> targets,
        ImmutableList<Report> reports,
        RulePlace place) {

    /** The same, as one that does not map. */
    Element unmapped() {
        return new Element(id, null, start, targets, reports, place);
    }

    /** When a state is active of itself. */
    enum Start {
        /** Never. */
        NONE,
        /** At the first byte. */
        START_OF_DATA,
        /** At every byte. */
        ALL_INPUT
    }

    /**
     * A report.
     *
     * @param code its code, or the element's name if it has none
     * @param atEndOnly whether only the last byte of the input counts
     */
    record Report(String code, boolean atEndOnly) {}
}
