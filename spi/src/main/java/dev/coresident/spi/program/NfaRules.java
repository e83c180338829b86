package dev.coresident.spi.program;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The words of an NFA image: no state, set or list entry may lead outside it, and lists ascend. */
final class NfaRules implements KindRules {
    private static final int BYTES = 256;

    @Override
    public @Nullable String firstProblem(ImageWords image) {
        String reason = image.nothingFrom(NfaLayout.WORD_END_LIST + 1);
        reason = reason != null ? reason : counts(image);
        return reason != null ? reason : sections(image);
    }

    private static @Nullable String counts(ImageWords image) {
        String reason = image.expect(ImageLayout.WORD_STATES, 1, "the number of state words");
        reason = reason != null ? reason : image.expect(ImageLayout.WORD_START, 0, "the start state");
        if (reason != null) {
            return reason;
        }
        int states = image.word(NfaLayout.WORD_NFA_STATES);
        int sets = image.word(NfaLayout.WORD_SET_COUNT);
        int every = image.word(NfaLayout.WORD_EVERY_BYTE_COUNT);
        if (states < 1 || states > image.total()) {
            return "the states are " + Integer.toUnsignedString(states) + " and must be at least 1 and fit the image";
        }
        if (sets < 1 || sets > image.total() / NfaLayout.SET_WORDS) {
            return "the sets are " + Integer.toUnsignedString(sets) + " and must be at least 1 and fit the image";
        }
        return every < 0 || every >= states
                ? "the states enabled at every byte are " + Integer.toUnsignedString(every) + " of " + states
                : null;
    }

    private static @Nullable String sections(ImageWords image) {
        int states = image.word(NfaLayout.WORD_NFA_STATES);
        int sets = image.word(NfaLayout.WORD_SET_COUNT);
        int every = image.word(NfaLayout.WORD_EVERY_BYTE_COUNT);
        int rules = image.word(ImageLayout.WORD_RULES);
        String reason = image.section(NfaLayout.WORD_SETS, (long) NfaLayout.SET_WORDS * sets, ImageLayout.HEADER_WORDS);
        long end = image.word(NfaLayout.WORD_SETS) + (long) NfaLayout.SET_WORDS * sets;
        reason = reason != null ? reason : image.section(NfaLayout.WORD_SET_OF, states, end);
        reason = reason != null ? reason : setNumbers(image, states, sets);
        reason = reason != null ? reason : successors(image, states);
        if (reason != null) {
            return reason;
        }
        reason =
                image.section(NfaLayout.WORD_EVERY_BYTE, every, listEnd(image, NfaLayout.WORD_SUCCESSOR_INDEX, states));
        reason = reason != null ? reason : ascendingStates(image, NfaLayout.WORD_EVERY_BYTE, 0, every, states);
        end = image.word(NfaLayout.WORD_EVERY_BYTE) + (long) every;
        reason = reason != null ? reason : reports(image, NfaLayout.WORD_ACCEPT_INDEX, states, end, rules);
        return reason != null
                ? reason
                : reports(
                        image,
                        NfaLayout.WORD_END_INDEX,
                        states,
                        listEnd(image, NfaLayout.WORD_ACCEPT_INDEX, states),
                        rules);
    }

    /** The word behind the list of an index, whose own header word is the next. */
    private static long listEnd(ImageWords image, int indexWord, int rows) {
        return image.word(indexWord + 1) + (long) image.word(image.word(indexWord) + (long) rows);
    }

    private static @Nullable String setNumbers(ImageWords image, int states, int sets) {
        long at = image.word(NfaLayout.WORD_SET_OF);
        for (int state = 0; state < states; state++) {
            int set = image.word(at + state);
            if (set < 0 || set >= sets) {
                return "state " + state + " has set " + Integer.toUnsignedString(set) + " of " + sets;
            }
        }
        return null;
    }

    private static @Nullable String successors(ImageWords image, int states) {
        int indexWord = NfaLayout.WORD_SUCCESSOR_INDEX;
        long from = image.word(NfaLayout.WORD_SET_OF) + (long) states;
        String reason = image.section(indexWord, states + 1L, from);
        if (reason != null) {
            return reason;
        }
        long index = image.word(indexWord);
        int entries = image.word(index + states);
        reason = entries < 0
                ? "the list of successors has a negative length"
                : image.section(NfaLayout.WORD_SUCCESSOR_LIST, entries, index + states + 1);
        reason = reason != null ? reason : image.index(indexWord, states, entries, false);
        for (int state = 0; reason == null && state < states; state++) {
            reason = ascendingStates(
                    image,
                    NfaLayout.WORD_SUCCESSOR_LIST,
                    image.word(index + state),
                    image.word(index + state + 1),
                    states);
        }
        return reason;
    }

    private static @Nullable String ascendingStates(ImageWords image, int listWord, int first, int behind, int states) {
        long list = image.word(listWord);
        int previous = 0;
        for (int i = first; i < behind; i++) {
            int state = image.word(list + i);
            if (state <= previous || state >= states) {
                return "entry " + i + " of the list in header word " + listWord + " is state "
                        + Integer.toUnsignedString(state) + " after " + previous + ", of " + states;
            }
            previous = state;
        }
        return null;
    }

    private static @Nullable String reports(ImageWords image, int indexWord, int rows, long from, int rules) {
        String reason = image.lists(indexWord, indexWord + 1, rows, from, rules, false);
        long index = image.word(indexWord);
        for (int row = 0; reason == null && row < rows; row++) {
            long list = image.word(indexWord + 1);
            for (int i = image.word(index + row) + 1; reason == null && i < image.word(index + row + 1); i++) {
                if (image.word(list + i) <= image.word(list + i - 1)) {
                    reason = "entry " + i + " of the list in header word " + (indexWord + 1) + " does not ascend";
                }
            }
        }
        return reason;
    }

    /** What the states that one byte can activate together report, each report once. */
    @Override
    public int widestAccept(ImageWords image) {
        int states = image.word(NfaLayout.WORD_NFA_STATES);
        int sets = image.word(NfaLayout.WORD_SET_COUNT);
        BitSet[] ofSet = new BitSet[sets];
        BitSet ends = new BitSet();
        BitSet start = new BitSet();
        for (int state = 0; state < states; state++) {
            add(image, NfaLayout.WORD_END_INDEX, state, ends);
            int set = image.word(image.word(NfaLayout.WORD_SET_OF) + (long) state);
            if (state == 0) {
                add(image, NfaLayout.WORD_ACCEPT_INDEX, state, start);
            } else if (entries(image, state) > 0) {
                ofSet[set] = ofSet[set] == null ? new BitSet() : ofSet[set];
                add(image, NfaLayout.WORD_ACCEPT_INDEX, state, ofSet[set]);
            }
        }
        int widest = Math.max(ends.cardinality(), start.cardinality());
        for (int value = 0; value < BYTES; value++) {
            BitSet together = new BitSet();
            for (int set = 0; set < sets; set++) {
                long word = image.word(NfaLayout.WORD_SETS) + (long) NfaLayout.SET_WORDS * set + (value >>> 5);
                if (ofSet[set] != null && (image.word(word) >>> value & 1) != 0) {
                    together.or(ofSet[set]);
                }
            }
            widest = Math.max(widest, together.cardinality());
        }
        return widest;
    }

    private static int entries(ImageWords image, int state) {
        long index = image.word(NfaLayout.WORD_ACCEPT_INDEX) + (long) state;
        return image.word(index + 1) - image.word(index);
    }

    private static void add(ImageWords image, int indexWord, int state, BitSet reports) {
        long index = image.word(indexWord) + (long) state;
        for (int i = image.word(index); i < image.word(index + 1); i++) {
            reports.set(image.word(image.word(indexWord + 1) + (long) i));
        }
    }

    @Override
    public long stateBytes(ImageWords image) {
        return NfaLayout.stateBytes(image.word(NfaLayout.WORD_NFA_STATES));
    }
}
