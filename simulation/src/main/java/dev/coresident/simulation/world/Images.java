package dev.coresident.simulation.world;

import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.ProgramImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The smallest program images: each reports every place behind one byte. Shared by all runs, never written. */
public final class Images {
    /** How many there are. */
    static final int COUNT = 2;
    /** Bytes of each. */
    static final long BYTES = 4L * 208;

    private static final int CLASS_MAP = 32;
    private static final int TRANSITIONS = 96;
    private static final int ACCEPT_INDEX = 112;
    private static final int ACCEPT_LIST = 128;
    private static final int END_INDEX = 144;
    private static final int END_LIST = 160;
    private static final List<ProgramImage> ALL = List.of(make(0), make(1));

    private Images() {}

    /** The byte that an image looks for. */
    public static byte target(int image) {
        return (byte) ('a' + image);
    }

    public static ProgramImage of(int image) {
        return ALL.get(image);
    }

    /** Two classes and two states: 0 has not just seen the byte, 1 has, and accepts. */
    private static ProgramImage make(int image) {
        MemorySegment bytes = Arena.ofAuto().allocate(BYTES, 64);
        word(bytes, ImageLayout.WORD_MAGIC, ImageLayout.MAGIC);
        word(bytes, ImageLayout.WORD_VERSION, ImageLayout.VERSION);
        word(bytes, ImageLayout.WORD_KIND, ImageLayout.KIND_DFA);
        word(bytes, ImageLayout.WORD_TOTAL, (int) (BYTES / 4));
        word(bytes, DfaLayout.WORD_CLASSES, 2);
        word(bytes, DfaLayout.WORD_STRIDE, 2);
        word(bytes, ImageLayout.WORD_STATES, 2);
        word(bytes, ImageLayout.WORD_START, 0);
        word(bytes, DfaLayout.WORD_FIRST_ACCEPTING, 1);
        word(bytes, ImageLayout.WORD_RULES, 1);
        word(bytes, DfaLayout.WORD_CLASS_MAP, CLASS_MAP);
        word(bytes, DfaLayout.WORD_TRANSITIONS, TRANSITIONS);
        word(bytes, DfaLayout.WORD_ACCEPT_INDEX, ACCEPT_INDEX);
        word(bytes, DfaLayout.WORD_ACCEPT_LIST, ACCEPT_LIST);
        word(bytes, DfaLayout.WORD_END_INDEX, END_INDEX);
        word(bytes, DfaLayout.WORD_END_LIST, END_LIST);
        word(bytes, DfaLayout.WORD_DEAD, DfaLayout.NO_STATE);
        int target = target(image);
        word(bytes, CLASS_MAP + target / 4, 1 << (8 * (target % 4)));
        for (int state = 0; state < 2; state++) {
            word(bytes, TRANSITIONS + 2 * state + 1, 2);
        }
        word(bytes, ACCEPT_INDEX + 1, 1);
        word(bytes, ImageLayout.WORD_CHECKSUM, ProgramImage.checksum(bytes));
        return switch (ProgramImage.check(bytes)) {
            case ProgramImage.Check.Valid(ProgramImage valid) -> valid;
            case ProgramImage.Check.Invalid(String reason) -> throw new IllegalStateException(reason);
        };
    }

    private static void word(MemorySegment bytes, int index, int value) {
        Words.set(bytes, 4L * index, value);
    }
}
