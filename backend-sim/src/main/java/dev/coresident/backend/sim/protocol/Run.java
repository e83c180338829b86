package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.spi.layout.CompletionLayout;

/**
 * Slots that one worker claimed together, or fences that ended together, and how each ended. Reused; holds up to {@link #MOST}.
 */
public final class Run {
    /** The longest run. A run of small ops costs about a microsecond; batching beyond 32 gained nothing when it was tried. */
    public static final int MOST = 32;

    private final int[] slots = new int[MOST];
    private final int[] words = new int[MOST];
    private final int[] endings = new int[MOST];
    private final int[] results = new int[MOST * CompletionLayout.RESULTS];
    private int level;
    private int position;
    private int size;
    private int ended;

    /** An empty run. */
    public Run() {}

    /** Empties the run for slots of a level from a position on. */
    void begin(int ofLevel, int firstPosition) {
        level = ofLevel;
        position = firstPosition;
        size = 0;
        ended = 0;
    }

    void add(int slot, int tenantWord) {
        slots[size] = slot;
        words[size++] = tenantWord;
    }

    /** Notes how the slot at an index ended. Ended slots are kept together in front, in order. */
    void end(int index, int ending, Frame frame) {
        int at = ended++;
        slots[at] = slots[index];
        words[at] = words[index];
        endings[at] = ending;
        int result = at * CompletionLayout.RESULTS;
        results[result] = frame.r0();
        results[result + 1] = frame.r1();
        results[result + 2] = frame.r2();
        results[result + 3] = frame.r3();
    }

    /** The level the slots were claimed from. */
    public int level() {
        return level;
    }

    /** The position of the slot at index 0. */
    public int position() {
        return position;
    }

    /** Slots claimed. */
    public int size() {
        return size;
    }

    /** Slots ended so far; fences that wait are not among them. */
    public int ended() {
        return ended;
    }

    /** The slot at an index. */
    public int slot(int index) {
        return slots[index];
    }

    /** The tenant word at an index. */
    public int word(int index) {
        return words[index];
    }

    /** Where the neighbours of one tenant word end that begin at an index. Ask before any of them ends. */
    public int neighboursEnd(int from) {
        int to = from + 1;
        while (to < size && words[to] == words[from]) {
            to++;
        }
        return to;
    }

    /** The ending at an index below {@link #ended}. */
    public int ending(int index) {
        return endings[index];
    }

    int result(int index, int word) {
        return results[index * CompletionLayout.RESULTS + word];
    }
}
