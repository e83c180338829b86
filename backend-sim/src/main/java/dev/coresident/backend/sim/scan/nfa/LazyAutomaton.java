package dev.coresident.backend.sim.scan.nfa;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The deterministic automaton of an image as far as one worker has walked it: a state is a row in front and a row behind. One thread, so
 * that the walk needs no locks.
 */
final class LazyAutomaton {
    /** A step's answer: there is no room for it; the rows are as they were. */
    static final int FULL = 0;
    /** A step's answer: done. */
    static final int QUIET = 1;
    /** A step's answer: done, and the state reports something. */
    static final int REPORTS = 2;

    private static final int STATES_TO_JUDGE = 2_048;
    /** A step makes two states at most. */
    private static final long BYTES_A_STATE = 1;

    private static final int REMEMBERED = 1 << 12;

    final NfaImage image;
    final LazyLayer front;
    final LazyLayer back;

    /** The state that a step led to. */
    int frontRow;

    int backRow;

    /** Blocks that are walked plainly because guessed states did not come true lately. */
    int plainBlocks;
    /** Blocks that are walked set by set because this was full too soon. */
    int blocksBySets;
    /** How many of them there were the last time. */
    int restBlocks;
    /** Bytes walked since the last {@link #clear}. */
    long bytesSinceClear;

    /** What opening gates led to, by the two rows before: the last pair that had a place. */
    private final long[] openedBy = new long[REMEMBERED];

    private final int[] openedTo = new int[REMEMBERED];
    private @Nullable SetBlocks sets;

    LazyAutomaton(NfaImage image, CacheLimits limits) {
        this.image = image;
        this.front = new LazyLayer(image.layers().front(), image.classes, limits.frontBytes());
        this.back = new LazyLayer(image.layers().back(), image.classes, limits.backBytes());
    }

    /** Goes to the state of a set of active states. Always has room: the limits leave some. */
    void enter(long[] active) {
        frontRow = front.rowOf(active);
        backRow = back.rowOf(active);
    }

    /** The active states of a state. */
    void activeOf(int inFront, int behind, long[] active) {
        Arrays.fill(active, 0);
        front.addTo(active, inFront);
        back.addTo(active, behind);
    }

    /** Goes where a class leads from a state. */
    int step(int inFront, int behind, int byteClass) {
        int nextFront = front.table[inFront + byteClass];
        if (nextFront == 0) {
            nextFront = front.fill(inFront, byteClass);
        }
        int nextBack = back.table[behind + byteClass];
        if (nextBack == 0) {
            nextBack = back.fill(behind, byteClass);
        }
        if (nextFront == LazyLayer.FULL || nextBack == LazyLayer.FULL) {
            return FULL;
        }
        frontRow = Math.abs(nextFront);
        backRow = Math.abs(nextBack);
        if (nextFront < 0 && front.hasGates(frontRow)) {
            backRow = opened(frontRow, backRow);
        }
        return front.reports(frontRow) || back.reports(backRow) ? REPORTS : QUIET;
    }

    private int opened(int inFront, int behind) {
        long key = (long) inFront << 32 | behind;
        int place = (int) ((key * 0x9E3779B97F4A7C15L) >>> 52);
        if (openedBy[place] != key) {
            openedTo[place] = back.rowWith(behind, front, inFront);
            openedBy[place] = key;
        }
        return openedTo[place];
    }

    /** The walk without an automaton, made when it is first asked for. */
    SetBlocks sets() {
        SetBlocks present = sets;
        if (present == null) {
            present = new SetBlocks(image);
            sets = present;
        }
        return present;
    }

    /** True if nearly every byte so far made a state, and many did: it would be full before it served. */
    boolean isHopeless() {
        return states() > STATES_TO_JUDGE && bytesSinceClear < BYTES_A_STATE * states();
    }

    /** States of both layers that are known. */
    int states() {
        return front.states() + back.states();
    }

    /** Bytes in use. */
    long allBytes() {
        return front.bytes() + back.bytes();
    }

    /** Forgets all states. */
    void clear() {
        Arrays.fill(openedBy, 0);
        front.clear();
        back.clear();
    }
}
