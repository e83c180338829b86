package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.spi.layout.Words;

/**
 * Slots that one worker claimed together, or fences that ended together, and how each ended. Reused; holds up to {@link #MOST}.
 */
public final class Run {
    /** The longest run. A run of small ops costs about a microsecond; batching beyond 32 gained nothing when it was tried. */
    public static final int MOST = 32;

    /** The pairs of a completion entry after the one with the sequence. */
    private static final int PAIRS = 3;

    private final int[] slots = new int[MOST];
    private final int[] words = new int[MOST];
    private final int[] endedSlots = new int[MOST];
    private final long[] outcomes = new long[MOST * PAIRS];
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
        endedSlots[at] = slots[index];
        outcomes[at * PAIRS] = Words.pair(words[index], ending);
        outcomes[at * PAIRS + 1] = Words.pair(frame.r0(), frame.r1());
        outcomes[at * PAIRS + 2] = Words.pair(frame.r2(), frame.r3());
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

    /** The slot that ended as the one of a number below {@link #ended}. */
    public int endedSlot(int number) {
        return endedSlots[number];
    }

    /** Tenant word and ending of a slot that ended, as the entry has them. */
    public long tenantAndEnding(int number) {
        return outcomes[number * PAIRS];
    }

    /** Adds the slots claimed and how they ended. */
    public void hash(StateHash into) {
        into.add(level);
        into.add(position);
        into.add(size);
        into.add(ended);
        into.add(slots, size);
        into.add(words, size);
        into.add(endedSlots, ended);
        for (int i = 0; i < ended * PAIRS; i++) {
            into.add(outcomes[i]);
        }
    }

    long results01(int number) {
        return outcomes[number * PAIRS + 1];
    }

    long results23(int number) {
        return outcomes[number * PAIRS + 2];
    }
}
