package dev.coresident.automata.syntax;

/** Strict UTF-8 (RFC 3629): shortest forms only, no surrogates, nothing above U+10FFFF. */
final class Utf8Text {

    private Utf8Text() {}

    /** The length of the sequence that starts at {@code offset}, or 0 if none does. */
    static int sequenceLength(byte[] text, int offset) {
        int lead = text[offset] & 0xFF;
        int length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length > text.length - offset) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((text[offset + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int codePoint = length < 3 ? 0 : codePoint(text, offset, length);
        boolean overlong = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
        boolean outside = codePoint > Character.MAX_CODE_POINT || (codePoint >= 0xD800 && codePoint <= 0xDFFF);
        return overlong || outside ? 0 : length;
    }

    /** The code point of a sequence of two to four bytes. */
    static int codePoint(byte[] text, int offset, int length) {
        int codePoint = text[offset] & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            codePoint = (codePoint << 6) | (text[offset + i] & 0x3F);
        }
        return codePoint;
    }
}
