package dev.coresident.automata.worklist.frontier;

/**
 * A part of the input that stands in device memory from its buffer's first byte on.
 *
 * @param first index of the first byte
 * @param end index behind the last byte
 * @param told true if the input ends there
 */
public record Range(long first, long end, boolean told) {
    /** True if something can be done about a pair of this index. */
    public boolean reaches(long index) {
        return index < end || (told && index == end);
    }
}
