package dev.coresident.spi.program;

import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Finds the first word of a would-be image that a device could not trust. Sections must stand in the order of the header. */
final class ImageCheck {
    private static final int MAX_CLASSES = 256;

    private final MemorySegment image;
    private final long total;

    private ImageCheck(MemorySegment image) {
        this.image = image;
        this.total = image.byteSize() / 4;
    }

    static @Nullable String firstProblem(MemorySegment image) {
        if (image.byteSize() < 4L * ImageLayout.HEADER_WORDS || image.byteSize() % 4 != 0) {
            return image.byteSize() + " bytes; an image has at least " + 4 * ImageLayout.HEADER_WORDS
                    + " and a multiple of 4";
        }
        if (image.maxByteAlignment() < 4) {
            return "memory aligned to " + image.maxByteAlignment() + " bytes; an image is aligned to 4";
        }
        if (image.byteSize() > Integer.MAX_VALUE) {
            return image.byteSize() + " bytes; an image has less than 2^31";
        }
        ImageCheck check = new ImageCheck(image);
        String header = check.header();
        return header != null ? header : check.sections();
    }

    private @Nullable String header() {
        String reason = expect(ImageLayout.WORD_MAGIC, ImageLayout.MAGIC, "the magic");
        reason = reason != null ? reason : expect(ImageLayout.WORD_VERSION, ImageLayout.VERSION, "the version");
        reason = reason != null ? reason : expect(ImageLayout.WORD_KIND, ImageLayout.KIND_DFA, "the kind");
        reason = reason != null ? reason : expect(ImageLayout.WORD_TOTAL, (int) total, "the number of words");
        reason = reason != null
                ? reason
                : expect(ImageLayout.WORD_CHECKSUM, ProgramImage.checksum(image), "the checksum");
        reason = reason != null ? reason : expect(ImageLayout.WORD_FLAGS, 0, "the flags");
        for (int word = ImageLayout.WORD_DEAD + 1; reason == null && word < ImageLayout.HEADER_WORDS; word++) {
            reason = expect(word, 0, "a word without a meaning");
        }
        return reason;
    }

    private @Nullable String expect(int word, int wanted, String what) {
        int value = word(word);
        return value == wanted
                ? null
                : what + " (word " + word + ") is " + Integer.toUnsignedString(value) + " and must be "
                        + Integer.toUnsignedString(wanted);
    }

    private @Nullable String sections() {
        int classes = word(ImageLayout.WORD_CLASSES);
        int stride = word(ImageLayout.WORD_STRIDE);
        int states = word(ImageLayout.WORD_STATES);
        int accepting = word(ImageLayout.WORD_FIRST_ACCEPTING);
        int rules = word(ImageLayout.WORD_RULES);
        int dead = word(ImageLayout.WORD_DEAD);
        if (classes < 1 || classes > MAX_CLASSES) {
            return "the classes are " + Integer.toUnsignedString(classes) + " and must be 1 to " + MAX_CLASSES;
        }
        if (stride < classes || stride > MAX_CLASSES || Integer.bitCount(stride) != 1) {
            return "the stride is " + Integer.toUnsignedString(stride) + " and must be a power of two from " + classes
                    + " to " + MAX_CLASSES;
        }
        if (states < 1 || (long) states * stride > total) {
            return "the states are " + Integer.toUnsignedString(states) + " and must be at least 1 and fit the image";
        }
        if (accepting < 0 || accepting > states) {
            return "the first accepting state is " + Integer.toUnsignedString(accepting) + " of " + states;
        }
        if (rules < 0 || rules > Integer.MAX_VALUE / 2) {
            return "the rules are " + Integer.toUnsignedString(rules);
        }
        int start = word(ImageLayout.WORD_START);
        if (start < 0 || start >= states || dead < ImageLayout.NO_STATE || dead >= states) {
            return "the start state " + Integer.toUnsignedString(start) + " or the dead state "
                    + Integer.toUnsignedString(dead) + " is not one of " + states;
        }
        String reason = section(ImageLayout.WORD_CLASS_MAP, ImageLayout.CLASS_MAP_WORDS, ImageLayout.HEADER_WORDS);
        reason = reason != null
                ? reason
                : section(
                        ImageLayout.WORD_TRANSITIONS,
                        (long) states * stride,
                        word(ImageLayout.WORD_CLASS_MAP) + ImageLayout.CLASS_MAP_WORDS);
        reason = reason != null ? reason : classMap(classes);
        reason = reason != null ? reason : transitions(states, stride, dead);
        long end = word(ImageLayout.WORD_TRANSITIONS) + (long) states * stride;
        reason = reason != null
                ? reason
                : lists(
                        ImageLayout.WORD_ACCEPT_INDEX,
                        ImageLayout.WORD_ACCEPT_LIST,
                        states - accepting,
                        end,
                        rules,
                        true);
        if (reason != null) {
            return reason;
        }
        long accepts = word(ImageLayout.WORD_ACCEPT_LIST)
                + (long) word(word(ImageLayout.WORD_ACCEPT_INDEX) + (long) states - accepting);
        reason = lists(ImageLayout.WORD_END_INDEX, ImageLayout.WORD_END_LIST, states, accepts, rules, false);
        return reason != null ? reason : silence(dead, accepting);
    }

    /** A scan may stop in the dead state, so that it must have nothing to report. */
    private @Nullable String silence(int dead, int accepting) {
        if (dead == ImageLayout.NO_STATE) {
            return null;
        }
        long ends = word(ImageLayout.WORD_END_INDEX) + (long) dead;
        return dead < accepting && word(ends) == word(ends + 1) ? null : "the dead state " + dead + " reports matches";
    }

    /** A section starts aligned, at or after {@code from}, and ends within the image. */
    private @Nullable String section(int headerWord, long words, long from) {
        int at = word(headerWord);
        return at >= from && at % ImageLayout.ALIGN_WORDS == 0 && at + words <= total
                ? null
                : "the section in header word " + headerWord + " starts at word " + Integer.toUnsignedString(at)
                        + "; it needs " + words + " words, aligned to " + ImageLayout.ALIGN_WORDS + ", from " + from
                        + " and within " + total;
    }

    private @Nullable String classMap(int classes) {
        long at = 4L * word(ImageLayout.WORD_CLASS_MAP);
        for (int b = 0; b < MAX_CLASSES; b++) {
            int c = Byte.toUnsignedInt(image.get(ValueLayout.JAVA_BYTE, at + b));
            if (c >= classes) {
                return "byte " + b + " has class " + c + " of " + classes;
            }
        }
        return null;
    }

    private @Nullable String transitions(int states, int stride, int dead) {
        int at = word(ImageLayout.WORD_TRANSITIONS);
        long rows = (long) states * stride;
        for (long i = 0; i < rows; i++) {
            int next = word(at + i);
            if (next < 0 || next >= rows || next % stride != 0) {
                return "transition " + i + " leads to " + Integer.toUnsignedString(next)
                        + ", which is no state times the stride " + stride;
            }
            if (i / stride == dead && next != dead * stride) {
                return "the dead state " + dead + " leads to state " + next / stride;
            }
        }
        return null;
    }

    private @Nullable String lists(
            int indexWord, int listWord, int rows, long from, int rules, boolean everyRowHasEntries) {
        String reason = section(indexWord, rows + 1L, from);
        if (reason != null) {
            return reason;
        }
        int index = word(indexWord);
        int entries = word(index + (long) rows);
        reason = entries < 0 ? "the list of header word " + listWord + " has a negative length" : null;
        reason = reason != null ? reason : section(listWord, entries, index + rows + 1L);
        int previous = 0;
        for (int row = 0; reason == null && row <= rows; row++) {
            int bound = word(index + (long) row);
            boolean empty = everyRowHasEntries && row > 0 && bound == previous;
            if (bound < previous || bound > entries || empty || (row == 0 && bound != 0)) {
                reason = "entry " + row + " of the index in header word " + indexWord + " is "
                        + Integer.toUnsignedString(bound) + " after " + previous;
            }
            previous = bound;
        }
        for (int i = 0; reason == null && i < entries; i++) {
            int rule = word(word(listWord) + (long) i) >>> 1;
            if (rule >= rules) {
                reason = "entry " + i + " of the list in header word " + listWord + " names rule "
                        + Integer.toUnsignedString(rule) + " of " + rules;
            }
        }
        return reason;
    }

    private int word(long index) {
        return Words.get(image, 4 * index);
    }
}
