package dev.coresident.spi.program;

import org.jspecify.annotations.Nullable;

/** The words of a DFA image: no class, state or list entry may lead outside it. */
final class DfaRules implements KindRules {
    private static final int MAX_CLASSES = 256;

    @Override
    public @Nullable String firstProblem(ImageWords image) {
        String reason = image.nothingFrom(DfaLayout.WORD_DEAD + 1);
        reason = reason != null ? reason : counts(image);
        return reason != null ? reason : sections(image);
    }

    @Override
    public int widestAccept(ImageWords image) {
        int states = image.word(ImageLayout.WORD_STATES);
        int accepting = states - image.word(DfaLayout.WORD_FIRST_ACCEPTING);
        return Math.max(
                image.widest(DfaLayout.WORD_ACCEPT_INDEX, accepting), image.widest(DfaLayout.WORD_END_INDEX, states));
    }

    private static @Nullable String counts(ImageWords image) {
        int classes = image.word(DfaLayout.WORD_CLASSES);
        int stride = image.word(DfaLayout.WORD_STRIDE);
        int states = image.word(ImageLayout.WORD_STATES);
        int accepting = image.word(DfaLayout.WORD_FIRST_ACCEPTING);
        int start = image.word(ImageLayout.WORD_START);
        int dead = image.word(DfaLayout.WORD_DEAD);
        if (classes < 1 || classes > MAX_CLASSES) {
            return "the classes are " + Integer.toUnsignedString(classes) + " and must be 1 to " + MAX_CLASSES;
        }
        if (stride < classes || stride > MAX_CLASSES || Integer.bitCount(stride) != 1) {
            return "the stride is " + Integer.toUnsignedString(stride) + " and must be a power of two from " + classes
                    + " to " + MAX_CLASSES;
        }
        if (states < 1 || (long) states * stride > image.total()) {
            return "the states are " + Integer.toUnsignedString(states) + " and must be at least 1 and fit the image";
        }
        if (accepting < 0 || accepting > states) {
            return "the first accepting state is " + Integer.toUnsignedString(accepting) + " of " + states;
        }
        if (start < 0 || start >= states || dead < DfaLayout.NO_STATE || dead >= states) {
            return "the start state " + Integer.toUnsignedString(start) + " or the dead state "
                    + Integer.toUnsignedString(dead) + " is not one of " + states;
        }
        return null;
    }

    private static @Nullable String sections(ImageWords image) {
        int states = image.word(ImageLayout.WORD_STATES);
        int rules = image.word(ImageLayout.WORD_RULES);
        int accepting = image.word(DfaLayout.WORD_FIRST_ACCEPTING);
        long rows = (long) states * image.word(DfaLayout.WORD_STRIDE);
        String reason = image.section(DfaLayout.WORD_CLASS_MAP, DfaLayout.CLASS_MAP_WORDS, ImageLayout.HEADER_WORDS);
        long classMapEnd = image.word(DfaLayout.WORD_CLASS_MAP) + (long) DfaLayout.CLASS_MAP_WORDS;
        reason = reason != null ? reason : image.section(DfaLayout.WORD_TRANSITIONS, rows, classMapEnd);
        reason = reason != null ? reason : classMap(image);
        reason = reason != null ? reason : transitions(image);
        long end = image.word(DfaLayout.WORD_TRANSITIONS) + rows;
        reason = reason != null
                ? reason
                : image.lists(
                        DfaLayout.WORD_ACCEPT_INDEX, DfaLayout.WORD_ACCEPT_LIST, states - accepting, end, rules, true);
        if (reason != null) {
            return reason;
        }
        long accepts = image.word(DfaLayout.WORD_ACCEPT_LIST)
                + (long) image.word(image.word(DfaLayout.WORD_ACCEPT_INDEX) + (long) states - accepting);
        reason = image.lists(DfaLayout.WORD_END_INDEX, DfaLayout.WORD_END_LIST, states, accepts, rules, false);
        return reason != null ? reason : silence(image, accepting);
    }

    private static @Nullable String classMap(ImageWords image) {
        int classes = image.word(DfaLayout.WORD_CLASSES);
        long at = 4L * image.word(DfaLayout.WORD_CLASS_MAP);
        for (int b = 0; b < MAX_CLASSES; b++) {
            int c = image.byteAt(at + b);
            if (c >= classes) {
                return "byte " + b + " has class " + c + " of " + classes;
            }
        }
        return null;
    }

    private static @Nullable String transitions(ImageWords image) {
        int stride = image.word(DfaLayout.WORD_STRIDE);
        int dead = image.word(DfaLayout.WORD_DEAD);
        int at = image.word(DfaLayout.WORD_TRANSITIONS);
        long rows = (long) image.word(ImageLayout.WORD_STATES) * stride;
        for (long i = 0; i < rows; i++) {
            int next = image.word(at + i);
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

    /** A scan may stop in the dead state, so that it must have nothing to report. */
    private static @Nullable String silence(ImageWords image, int accepting) {
        int dead = image.word(DfaLayout.WORD_DEAD);
        if (dead == DfaLayout.NO_STATE) {
            return null;
        }
        long ends = image.word(DfaLayout.WORD_END_INDEX) + (long) dead;
        return dead < accepting && image.word(ends) == image.word(ends + 1)
                ? null
                : "the dead state " + dead + " reports matches";
    }
}
