package dev.coresident.automata.syntax;

/** Symbols by number: {@code \0}, {@code \o{..}}, {@code \xHH}, {@code \x{H..}}. The cursor stands on the letter. */
final class NumericEscapes {

    private NumericEscapes() {}

    /** A zero and up to two more octal digits. */
    static int octal(Cursor cursor) {
        int value = 0;
        for (int i = 0; i < 3 && digit(cursor.peek(), 8) >= 0; i++) {
            value = 8 * value + digit(cursor.takeLiteral(), 8);
        }
        return value;
    }

    static int bracedOctal(Cursor cursor, Modes modes) {
        cursor.skip(1);
        if (cursor.peek() != '{') {
            throw Refusal.malformed(cursor.offset(), cursor.found(1), "\\o needs braces", "write \\o{101}");
        }
        return braced(cursor, modes, 8);
    }

    static int hexadecimal(Cursor cursor, Modes modes) {
        cursor.skip(1);
        if (cursor.peek() == '{') {
            return braced(cursor, modes, 16);
        }
        if (digit(cursor.peek(), 16) < 0) {
            throw Refusal.malformed(
                    cursor.offset(), cursor.found(1), "\\x needs hexadecimal digits", "write \\xHH or \\x{H..}");
        }
        int value = digit(cursor.takeLiteral(), 16);
        return digit(cursor.peek(), 16) < 0 ? value : 16 * value + digit(cursor.takeLiteral(), 16);
    }

    private static int braced(Cursor cursor, Modes modes, int radix) {
        int start = cursor.offset();
        cursor.skip(1);
        long value = 0;
        int digits = 0;
        while (digit(cursor.peek(), radix) >= 0) {
            value = Math.min(radix * value + digit(cursor.takeLiteral(), radix), Integer.MAX_VALUE);
            digits++;
        }
        if (digits == 0 || cursor.peek() != '}') {
            throw Refusal.malformed(
                    cursor.offset(),
                    cursor.found(1),
                    digits == 0 ? "no digit stands in the braces" : "the braces hold more than digits of base " + radix,
                    "write " + (radix == 16 ? "\\x{1F600}" : "\\o{101}"));
        }
        cursor.skip(1);
        if (!modes.universe().contains((int) value)) {
            throw Refusal.malformed(
                    start,
                    "0x" + Long.toHexString(value).toUpperCase(java.util.Locale.ROOT),
                    modes.utf8() ? "this is no code point that UTF-8 encodes" : "a byte is at most 0xFF",
                    modes.utf8() ? "use 0 to 0xD7FF or 0xE000 to 0x10FFFF" : "add flag 8 to match code points");
        }
        return (int) value;
    }

    private static int digit(int symbol, int radix) {
        return symbol >= '0' && symbol <= 'f' ? Character.digit(symbol, radix) : -1;
    }
}
