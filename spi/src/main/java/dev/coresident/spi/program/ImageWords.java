package dev.coresident.spi.program;

import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The words of a would-be image, and the checks that kinds share. Sections must stand in the order of the header.
 *
 * @param bytes the image, a multiple of 4 bytes, aligned to 4, less than 2^31
 */
record ImageWords(MemorySegment bytes) {
    long total() {
        return bytes.byteSize() / 4;
    }

    int word(long index) {
        return Words.get(bytes, 4 * index);
    }

    int byteAt(long offset) {
        return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, offset));
    }

    @Nullable
    String expect(int word, int wanted, String what) {
        int value = word(word);
        return value == wanted
                ? null
                : what + " (word " + word + ") is " + Integer.toUnsignedString(value) + " and must be "
                        + Integer.toUnsignedString(wanted);
    }

    /** The header's words from one on have no meaning in this kind. */
    @Nullable
    String nothingFrom(int first) {
        String reason = null;
        for (int word = first; reason == null && word < ImageLayout.HEADER_WORDS; word++) {
            reason = expect(word, 0, "a word without a meaning");
        }
        return reason;
    }

    /** A section starts aligned, at or after {@code from}, and ends within the image. */
    @Nullable
    String section(int headerWord, long words, long from) {
        int at = word(headerWord);
        return at >= from && at % ImageLayout.ALIGN_WORDS == 0 && at + words <= total()
                ? null
                : "the section in header word " + headerWord + " starts at word " + Integer.toUnsignedString(at)
                        + "; it needs " + words + " words, aligned to " + ImageLayout.ALIGN_WORDS + ", from " + from
                        + " and within " + total();
    }

    /** An index of {@code rows} + 1 words into a list of {@code rule << 1 | delta}: never falling, and every rule there is. */
    @Nullable
    String lists(int indexWord, int listWord, int rows, long from, int rules, boolean everyRowHasEntries) {
        String reason = section(indexWord, rows + 1L, from);
        if (reason != null) {
            return reason;
        }
        int index = word(indexWord);
        int entries = word(index + (long) rows);
        reason = entries < 0 ? "the list of header word " + listWord + " has a negative length" : null;
        reason = reason != null ? reason : section(listWord, entries, index + rows + 1L);
        reason = reason != null ? reason : index(indexWord, rows, entries, everyRowHasEntries);
        for (int i = 0; reason == null && i < entries; i++) {
            int rule = word(word(listWord) + (long) i) >>> 1;
            if (rule >= rules) {
                reason = "entry " + i + " of the list in header word " + listWord + " names rule "
                        + Integer.toUnsignedString(rule) + " of " + rules;
            }
        }
        return reason;
    }

    /** An index into {@code entries}, its section known to lie within: begins at 0, never falls, ends at the last entry. */
    @Nullable
    String index(int indexWord, int rows, int entries, boolean everyRowHasEntries) {
        int at = word(indexWord);
        int previous = 0;
        String reason = null;
        for (int row = 0; reason == null && row <= rows; row++) {
            int bound = word(at + (long) row);
            boolean empty = everyRowHasEntries && row > 0 && bound == previous;
            if (bound < previous || bound > entries || empty || (row == 0 && bound != 0)) {
                reason = "entry " + row + " of the index in header word " + indexWord + " is "
                        + Integer.toUnsignedString(bound) + " after " + previous;
            }
            previous = bound;
        }
        return reason;
    }

    /** The most entries of a row of a checked index. */
    int widest(int indexWord, int rows) {
        long index = word(indexWord);
        int widest = 0;
        for (int row = 0; row < rows; row++) {
            widest = Math.max(widest, word(index + row + 1) - word(index + row));
        }
        return widest;
    }
}
