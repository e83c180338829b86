package dev.coresident.formats.yara;

import java.util.regex.Pattern;

/**
 * Spells a hexadecimal string as a pattern of the dialect. A recursive descent over what stands between the braces, as deep as the
 * limit allows.
 */
final class HexPattern {

    private static final String ANY = "[\\x00-\\xff]";

    private static final Pattern BLANK = Pattern.compile("[ \t\r\n]");
    private static final Pattern JUMP = Pattern.compile("[0-9]{1,9}|[0-9]{0,9}-[0-9]{0,9}");

    private final String text;

    /** Offset of the text in the file. */
    private final int base;

    private final int maxDepth;
    private final StringBuilder pattern = new StringBuilder();
    private int at;

    private HexPattern(String text, int base, int maxDepth) {
        this.text = text;
        this.base = base;
        this.maxDepth = maxDepth;
    }

    /**
     * The pattern.
     *
     * @param text between the braces
     * @param base its offset in the file
     * @param maxDepth how deep alternatives may nest
     * @throws Malformed if it is no hexadecimal string
     */
    static String of(String text, int base, int maxDepth) {
        HexPattern hex = new HexPattern(text, base, maxDepth);
        hex.readSequence(0);
        if (hex.at < text.length()) {
            throw hex.malformed("no alternative is open here");
        }
        if (hex.pattern.isEmpty()) {
            throw hex.malformed("a hexadecimal string has at least one byte");
        }
        return hex.pattern.toString();
    }

    private Malformed malformed(String reason) {
        return new Malformed(base + Math.min(at, text.length()), reason);
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private void readSequence(int depth) {
        for (skipBlanks(); at < text.length() && peek() != ')' && peek() != '|'; skipBlanks()) {
            switch (peek()) {
                case '[' -> readJump();
                case '(' -> readAlternatives(depth);
                default -> readByte();
            }
        }
    }

    private void readAlternatives(int depth) {
        if (depth == maxDepth) {
            throw malformed(
                    "maxDepth is " + maxDepth + " and alternatives nest deeper: write fewer or raise the limit");
        }
        int open = at;
        at++;
        pattern.append("(?:");
        readSequence(depth + 1);
        while (peek() == '|') {
            at++;
            pattern.append('|');
            readSequence(depth + 1);
        }
        if (peek() != ')') {
            at = open;
            throw malformed("the alternatives opened here are not closed: add )");
        }
        at++;
        pattern.append(')');
    }

    private void readByte() {
        boolean not = peek() == '~';
        if (not) {
            at++;
        }
        int high = digit();
        int low = digit();
        if (not && high < 0 && low < 0) {
            throw malformed("~?? matches nothing");
        }
        if (!not && high < 0 && low < 0) {
            pattern.append(ANY);
            return;
        }
        if (!not && high >= 0 && low >= 0) {
            pattern.append(hexadecimal(16 * high + low));
            return;
        }
        pattern.append('[').append(not ? "^" : "");
        for (int value = 0; value <= 0xFF; value++) {
            if ((high < 0 || value >> 4 == high) && (low < 0 || (value & 0xF) == low)) {
                pattern.append(hexadecimal(value));
            }
        }
        pattern.append(']');
    }

    private static String hexadecimal(int value) {
        return "\\x" + Character.forDigit(value >> 4, 16) + Character.forDigit(value & 0xF, 16);
    }

    /** A nibble, or -1 for any. */
    private int digit() {
        int value = Character.digit(peek(), 16);
        if (value < 0 && peek() != '?') {
            throw malformed("a byte is two hexadecimal digits or question marks");
        }
        at++;
        return value;
    }

    private void readJump() {
        int open = at;
        int close = text.indexOf(']', at);
        String jump =
                close < 0 ? "" : BLANK.matcher(text.substring(at + 1, close)).replaceAll("");
        if (!JUMP.matcher(jump).matches()) {
            throw malformed("a jump is [n], [n-m], [n-] or [-]");
        }
        int dash = jump.indexOf('-');
        String from = dash < 0 ? jump : jump.substring(0, dash);
        String to = dash < 0 ? jump : jump.substring(dash + 1);
        int least = from.isEmpty() ? 0 : Integer.parseInt(from);
        if (!to.isEmpty() && Integer.parseInt(to) < least) {
            at = open;
            throw malformed("the jump runs backwards");
        }
        pattern.append(ANY).append('{').append(least);
        if (dash >= 0) {
            pattern.append(',').append(to);
        }
        pattern.append('}');
        at = close + 1;
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (" \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            } else if (text.startsWith("//", at)) {
                int newline = text.indexOf('\n', at);
                at = newline < 0 ? text.length() : newline;
            } else if (text.startsWith("/*", at)) {
                int close = text.indexOf("*/", at + 2);
                at = close < 0 ? text.length() : close + 2;
            } else {
                return;
            }
        }
    }
}
