package dev.coresident.automata.syntax;

/** Reads one quantifier. A brace that opens no quantifier is a literal, as in PCRE. */
final class QuantifierReader {

    /** How often the part before it may stand; {@code max} may be {@link Node.Repeat#UNBOUNDED}. */
    record Range(int min, int max) {}

    private QuantifierReader() {}

    /** Whether {@code {n}}, {@code {n,}} or {@code {n,m}} stands here. */
    static boolean bracesFollow(Cursor cursor) {
        if (cursor.peek() != '{') {
            return false;
        }
        int at = skipDigits(cursor, 1);
        if (at == 1) {
            return false;
        }
        if (cursor.peek(at) == ',') {
            at = skipDigits(cursor, at + 1);
        }
        return cursor.peek(at) == '}';
    }

    private static int skipDigits(Cursor cursor, int from) {
        int at = from;
        while (cursor.peek(at) >= '0' && cursor.peek(at) <= '9') {
            at++;
        }
        return at;
    }

    /** Takes the quantifier that stands here, with the question mark of a lazy one. */
    static Range read(Cursor cursor, PatternLimits limits) {
        int start = cursor.offset();
        Range range = switch (cursor.takeLiteral()) {
            case '*' -> new Range(0, Node.Repeat.UNBOUNDED);
            case '+' -> new Range(1, Node.Repeat.UNBOUNDED);
            case '?' -> new Range(0, 1);
            default -> braces(cursor, limits, start);
        };
        if (cursor.peek() == '+') {
            throw Refusal.unsupported(
                    start,
                    "a quantifier with '+'",
                    "a possessive quantifier",
                    "there is no backtracking to cut",
                    "leave out the second quantifier");
        }
        cursor.take("?");
        return range;
    }

    private static Range braces(Cursor cursor, PatternLimits limits, int start) {
        int min = number(cursor, limits);
        int max = min;
        if (cursor.take(",")) {
            max = cursor.peek() == '}' ? Node.Repeat.UNBOUNDED : number(cursor, limits);
        }
        cursor.skip(1);
        if (max != Node.Repeat.UNBOUNDED && max < min) {
            throw Refusal.malformed(
                    start, "{" + min + "," + max + "}", "the range runs backwards", "put the smaller number first");
        }
        return new Range(min, max);
    }

    private static int number(Cursor cursor, PatternLimits limits) {
        int start = cursor.offset();
        long value = 0;
        while (cursor.peek() >= '0' && cursor.peek() <= '9') {
            value = Math.min(10 * value + (cursor.takeLiteral() - '0'), Integer.MAX_VALUE);
        }
        if (value > limits.maxRepeat()) {
            throw Refusal.overLimit(start, "maxRepeat", limits.maxRepeat(), value);
        }
        return (int) value;
    }
}
