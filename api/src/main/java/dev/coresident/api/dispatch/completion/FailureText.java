package dev.coresident.api.dispatch.completion;

/** Cuts texts of failures. */
public final class FailureText {
    private FailureText() {}

    /**
     * The longest beginning that has at most so many bytes in UTF-8 and ends between characters: a surrogate pair stays whole. The text
     * itself when it is short enough, without a copy. O(bytes).
     */
    public static String cut(String text, int mostBytes) {
        if (text.length() <= mostBytes / 3) {
            return text;
        }
        int bytes = 0;
        int index = 0;
        while (index < text.length()) {
            int character = text.codePointAt(index);
            bytes += utf8Bytes(character);
            if (bytes > mostBytes) {
                return text.substring(0, index);
            }
            index += Character.charCount(character);
        }
        return text;
    }

    private static int utf8Bytes(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return Character.isSupplementaryCodePoint(character) ? 4 : 3;
    }
}
