package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.ProgramImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Program images that tests bind. */
final class Images {
    private Images() {}

    /** One state, one class, no rules: the smallest image there is. */
    static ProgramImage empty() {
        int words = 144;
        MemorySegment image = Arena.ofAuto().allocate(4L * words, 64);
        int[][] header = {
            {ImageLayout.WORD_MAGIC, ImageLayout.MAGIC},
            {ImageLayout.WORD_VERSION, ImageLayout.VERSION},
            {ImageLayout.WORD_KIND, ImageLayout.KIND_DFA},
            {ImageLayout.WORD_TOTAL, words},
            {DfaLayout.WORD_CLASSES, 1},
            {DfaLayout.WORD_STRIDE, 1},
            {ImageLayout.WORD_STATES, 1},
            {DfaLayout.WORD_FIRST_ACCEPTING, 1},
            {DfaLayout.WORD_CLASS_MAP, 32},
            {DfaLayout.WORD_TRANSITIONS, 96},
            {DfaLayout.WORD_ACCEPT_INDEX, 112},
            {DfaLayout.WORD_ACCEPT_LIST, 128},
            {DfaLayout.WORD_END_INDEX, 128},
            {DfaLayout.WORD_END_LIST, 144},
            {DfaLayout.WORD_DEAD, DfaLayout.NO_STATE}
        };
        for (int[] word : header) {
            Words.set(image, 4L * word[0], word[1]);
        }
        Words.set(image, 4L * ImageLayout.WORD_CHECKSUM, ProgramImage.checksum(image));
        ProgramImage.Check check = ProgramImage.check(image);
        assertThat(check).isInstanceOf(ProgramImage.Check.Valid.class);
        return ((ProgramImage.Check.Valid) check).image();
    }
}
