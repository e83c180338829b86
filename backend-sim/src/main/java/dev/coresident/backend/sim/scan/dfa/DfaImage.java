package dev.coresident.backend.sim.scan.dfa;

import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ImageLayout;

/**
 * A DFA image, its tables copied out of the heap: an array's bound check is one compare, where a segment's also asks whether the
 * memory is still open, on a chain of loads that nothing hides. States are held as rows of the table, that is times the stride.
 */
public final class DfaImage {
    final int[] transitions;
    final char[] classes;
    /** The first row of an accepting state; every row from here on accepts. */
    final int acceptRow;
    /** The row of the dead state if there is one that reports nothing, else -1. */
    final int deadRow;

    final int startRow;
    final int stride;
    final int[] acceptIndex;
    final int[] acceptList;
    final int[] endIndex;
    final int[] endList;

    /** Blocks that are walked plainly because guessed states did not come true lately. A hint: workers race on it. */
    int plainBlocks;
    /** Whether hits were frequent in the last block, of this input or the one before: most inputs are smaller than a block. Likewise a hint. */
    boolean hitsFrequent;

    private final int states;
    private final int strideShift;

    /** Copies an image of this kind. */
    public DfaImage(ImagePlace place) {
        this.states = place.word(ImageLayout.WORD_STATES);
        this.stride = place.word(DfaLayout.WORD_STRIDE);
        this.strideShift = Integer.numberOfTrailingZeros(stride);
        int firstAccepting = place.word(DfaLayout.WORD_FIRST_ACCEPTING);
        this.acceptRow = firstAccepting * stride;
        this.startRow = place.word(ImageLayout.WORD_START) * stride;
        int dead = place.word(DfaLayout.WORD_DEAD);
        this.deadRow = dead != DfaLayout.NO_STATE && dead < firstAccepting ? dead * stride : -1;
        this.transitions = place.section(DfaLayout.WORD_TRANSITIONS, states * stride);
        this.classes = classes(place);
        this.acceptIndex = place.section(DfaLayout.WORD_ACCEPT_INDEX, states - firstAccepting + 1);
        this.acceptList = place.section(DfaLayout.WORD_ACCEPT_LIST, acceptIndex[acceptIndex.length - 1]);
        this.endIndex = place.section(DfaLayout.WORD_END_INDEX, states + 1);
        this.endList = place.section(DfaLayout.WORD_END_LIST, endIndex[states]);
    }

    private static char[] classes(ImagePlace place) {
        byte[] bytes = place.sectionBytes(DfaLayout.WORD_CLASS_MAP, 256);
        char[] map = new char[256];
        for (int b = 0; b < map.length; b++) {
            map[b] = (char) Byte.toUnsignedInt(bytes[b]);
        }
        return map;
    }

    /** States of the automaton. */
    public int states() {
        return states;
    }

    int rowOf(int state) {
        return state << strideShift;
    }

    int stateOf(int row) {
        return row >>> strideShift;
    }
}
