package dev.coresident.spi.program;

import org.jspecify.annotations.Nullable;

/** Goes over the texts of a would-be image of literals, bucket by bucket; its sections are known to lie within. */
final class LiteralTexts {
    private final ImageWords image;
    private final int bits;
    private final long firstByte;
    private final long firstList;
    private int byteCount;
    private int entries;
    private int widths;
    private int longest;

    LiteralTexts(ImageWords image) {
        this.image = image;
        this.bits = image.word(LiteralLayout.WORD_INDEX_BITS);
        this.firstByte = 4L * image.word(LiteralLayout.WORD_BYTES);
        this.firstList = image.word(LiteralLayout.WORD_LIST);
    }

    @Nullable
    String firstProblem() {
        long index = image.word(LiteralLayout.WORD_INDEX);
        String reason = null;
        for (int bucket = 0; reason == null && bucket < 1 << bits; bucket++) {
            int from = image.word(index + bucket);
            for (int text = from; reason == null && text < image.word(index + bucket + 1); text++) {
                reason = problemOf(text, bucket);
                reason = reason != null || text == from || isBefore(text - 1, text)
                        ? reason
                        : "text " + text + " is not behind the one before it in bucket " + bucket;
            }
        }
        reason = reason != null
                ? reason
                : image.expect(LiteralLayout.WORD_BYTE_COUNT, byteCount, "the number of bytes of all texts");
        reason = reason != null
                ? reason
                : image.expect(LiteralLayout.WORD_LIST_ENTRIES, entries, "the number of list entries");
        reason = reason != null ? reason : image.expect(LiteralLayout.WORD_WIDTHS, widths, "the widths");
        return reason != null ? reason : image.expect(ImageLayout.WORD_STATES, longest, "the longest text");
    }

    private int word(int text, int word) {
        return image.word(image.word(LiteralLayout.WORD_TEXT) + (long) text * LiteralLayout.TEXT_WORDS + word);
    }

    private int length(int text) {
        return word(text, LiteralLayout.TEXT_LENGTH) & ~LiteralLayout.CASELESS;
    }

    private boolean isCaseless(int text) {
        return (word(text, LiteralLayout.TEXT_LENGTH) & LiteralLayout.CASELESS) != 0;
    }

    private int byteAt(int text, int offset) {
        return image.byteAt(firstByte + word(text, LiteralLayout.TEXT_AT) + offset);
    }

    private @Nullable String problemOf(int text, int bucket) {
        int length = length(text);
        if (length < 1 || length > LiteralLayout.LONGEST) {
            return "text " + text + " has " + length + " bytes and must have 1 to " + LiteralLayout.LONGEST;
        }
        if (word(text, LiteralLayout.TEXT_AT) != byteCount
                || length > image.word(LiteralLayout.WORD_BYTE_COUNT) - byteCount) {
            return "text " + text + " does not begin at byte " + byteCount + " or does not end within "
                    + image.word(LiteralLayout.WORD_BYTE_COUNT);
        }
        int listEnd = word(text, LiteralLayout.TEXT_LIST_END);
        if (word(text, LiteralLayout.TEXT_LIST) != entries
                || listEnd <= entries
                || listEnd > image.word(LiteralLayout.WORD_LIST_ENTRIES)) {
            return "the list of text " + text + " does not begin at entry " + entries + " or has no end within "
                    + image.word(LiteralLayout.WORD_LIST_ENTRIES);
        }
        String reason = list(text, listEnd);
        reason = reason != null ? reason : bytes(text, length);
        if (reason == null && bucketOf(text, length) != bucket) {
            reason = "text " + text + " stands in bucket " + bucket + " and belongs in " + bucketOf(text, length);
        }
        byteCount += length;
        entries = listEnd;
        widths |= LiteralLayout.width(length);
        longest = Math.max(longest, length);
        return reason;
    }

    private @Nullable String list(int text, int end) {
        int previous = -1;
        for (int entry = entries; entry < end; entry++) {
            int rule = image.word(firstList + entry);
            if (rule <= previous || rule >= image.word(ImageLayout.WORD_RULES)) {
                return "the list of text " + text + " has rule " + Integer.toUnsignedString(rule) + " after " + previous
                        + " of " + image.word(ImageLayout.WORD_RULES);
            }
            previous = rule;
        }
        return null;
    }

    private @Nullable String bytes(int text, int length) {
        for (int i = 0; isCaseless(text) && i < length; i++) {
            if (LiteralLayout.fold(byteAt(text, i)) != byteAt(text, i)) {
                return "text " + text + " is caseless and has byte " + byteAt(text, i) + ", which is not folded";
            }
        }
        return null;
    }

    private int bucketOf(int text, int length) {
        int width = LiteralLayout.width(length);
        int low = 0;
        int high = 0;
        for (int i = 0; i < width; i++) {
            int value = LiteralLayout.fold(byteAt(text, length - width + i)) << (8 * (i % 4));
            low |= i < 4 ? value : 0;
            high |= i < 4 ? 0 : value;
        }
        return LiteralLayout.bucket(width, low, high, bits);
    }

    /** The order within a bucket: longer first, then exact first, then by bytes; both are known to be sound. */
    private boolean isBefore(int first, int second) {
        if (length(first) != length(second)) {
            return length(first) > length(second);
        }
        if (isCaseless(first) != isCaseless(second)) {
            return isCaseless(second);
        }
        for (int i = 0; i < length(first); i++) {
            if (byteAt(first, i) != byteAt(second, i)) {
                return byteAt(first, i) < byteAt(second, i);
            }
        }
        return false;
    }
}
