package dev.coresident.spi.program;

import org.jspecify.annotations.Nullable;

/** The words of an image of literals: one pass over texts, lists and bytes, whatever they hold. */
final class LiteralRules implements KindRules {
    @Override
    public @Nullable String firstProblem(ImageWords image) {
        String reason = image.nothingFrom(LiteralLayout.WORD_BYTE_COUNT + 1);
        reason = reason != null ? reason : image.expect(ImageLayout.WORD_START, 0, "the start state");
        reason = reason != null ? reason : counts(image);
        reason = reason != null ? reason : sections(image);
        return reason != null ? reason : new LiteralTexts(image).firstProblem();
    }

    private static @Nullable String counts(ImageWords image) {
        int texts = image.word(LiteralLayout.WORD_TEXTS);
        int bits = image.word(LiteralLayout.WORD_INDEX_BITS);
        int longest = image.word(ImageLayout.WORD_STATES);
        if (texts < 1 || (long) texts * LiteralLayout.TEXT_WORDS > image.total()) {
            return "the texts are " + Integer.toUnsignedString(texts) + " and must be at least 1 and fit the image";
        }
        if (bits < 1 || bits > LiteralLayout.MOST_INDEX_BITS) {
            return "the index bits are " + Integer.toUnsignedString(bits) + " and must be 1 to "
                    + LiteralLayout.MOST_INDEX_BITS;
        }
        if (longest < 1 || longest > LiteralLayout.LONGEST) {
            return "the states are " + Integer.toUnsignedString(longest) + " and must be 1 to " + LiteralLayout.LONGEST;
        }
        if (image.word(LiteralLayout.WORD_LIST_ENTRIES) < 0 || image.word(LiteralLayout.WORD_BYTE_COUNT) < 0) {
            return "the list entries or the bytes are negative";
        }
        return null;
    }

    private static @Nullable String sections(ImageWords image) {
        int texts = image.word(LiteralLayout.WORD_TEXTS);
        int buckets = 1 << image.word(LiteralLayout.WORD_INDEX_BITS);
        long textWords = (long) texts * LiteralLayout.TEXT_WORDS;
        long entries = image.word(LiteralLayout.WORD_LIST_ENTRIES);
        long byteWords = (image.word(LiteralLayout.WORD_BYTE_COUNT) + 3L) / 4;
        String reason = image.section(LiteralLayout.WORD_INDEX, buckets + 1L, ImageLayout.HEADER_WORDS);
        reason = reason != null
                ? reason
                : image.section(
                        LiteralLayout.WORD_TEXT, textWords, image.word(LiteralLayout.WORD_INDEX) + buckets + 1L);
        reason = reason != null
                ? reason
                : image.section(LiteralLayout.WORD_LIST, entries, image.word(LiteralLayout.WORD_TEXT) + textWords);
        reason = reason != null
                ? reason
                : image.section(LiteralLayout.WORD_BYTES, byteWords, image.word(LiteralLayout.WORD_LIST) + entries);
        reason = reason != null ? reason : image.index(LiteralLayout.WORD_INDEX, buckets, texts, false);
        int last = reason != null ? texts : image.word(image.word(LiteralLayout.WORD_INDEX) + (long) buckets);
        if (reason == null && last != texts) {
            return "the index ends at text " + last + " of " + texts;
        }
        int widest = reason != null ? 0 : image.widest(LiteralLayout.WORD_INDEX, buckets);
        return widest <= LiteralLayout.MOST_IN_BUCKET
                ? reason
                : "a bucket of the index has " + widest + " texts, of " + LiteralLayout.MOST_IN_BUCKET + " at most";
    }

    @Override
    public int widestAccept(ImageWords image) {
        int exact = 0;
        int caseless = 0;
        for (long text = 0; text < image.word(LiteralLayout.WORD_TEXTS); text++) {
            long at = image.word(LiteralLayout.WORD_TEXT) + text * LiteralLayout.TEXT_WORDS;
            int rules = image.word(at + LiteralLayout.TEXT_LIST_END) - image.word(at + LiteralLayout.TEXT_LIST);
            if ((image.word(at + LiteralLayout.TEXT_LENGTH) & LiteralLayout.CASELESS) == 0) {
                exact = Math.max(exact, rules);
            } else {
                caseless = Math.max(caseless, rules);
            }
        }
        return exact + caseless;
    }

    @Override
    public int historyBytes(ImageWords image) {
        return image.word(ImageLayout.WORD_STATES) - 1;
    }
}
