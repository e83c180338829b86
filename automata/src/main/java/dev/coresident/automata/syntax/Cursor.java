package dev.coresident.automata.syntax;

/**
 * The symbols of a pattern with their byte offsets, and a place among them. {@code \Q..\E} is resolved here: quoted symbols
 * carry a mark, so that no comparison with a special character holds for them.
 */
final class Cursor {

    /** What {@link #peek()} says behind the last symbol. */
    static final int END = -1;

    private static final int QUOTED = 1 << 30;

    private final int[] symbols;
    private final int[] offsets;
    private int count;
    private int at;

    Cursor(byte[] pattern, boolean utf8) {
        symbols = new int[pattern.length];
        offsets = new int[pattern.length + 1];
        decode(pattern, utf8);
        offsets[count] = pattern.length;
        resolveQuotes(pattern.length);
    }

    private void decode(byte[] pattern, boolean utf8) {
        int offset = 0;
        while (offset < pattern.length) {
            offsets[count] = offset;
            int length = utf8 ? Utf8Text.sequenceLength(pattern, offset) : 1;
            if (length == 0) {
                throw Refusal.malformed(
                        offset,
                        String.format("byte 0x%02X", pattern[offset] & 0xFF),
                        "the pattern is not UTF-8 here",
                        "encode it as UTF-8 or leave out flag 8");
            }
            symbols[count++] = length == 1 ? pattern[offset] & 0xFF : Utf8Text.codePoint(pattern, offset, length);
            offset += length;
        }
    }

    private void resolveQuotes(int patternBytes) {
        int kept = 0;
        boolean quoting = false;
        for (int from = 0; from < count; from++) {
            boolean pair = symbols[from] == '\\' && from + 1 < count;
            if (pair && symbols[from + 1] == 'E') {
                quoting = false;
                from++;
            } else if (quoting) {
                keep(kept++, symbols[from] | QUOTED, offsets[from]);
            } else if (pair && symbols[from + 1] == 'Q') {
                quoting = true;
                from++;
            } else {
                keep(kept++, symbols[from], offsets[from]);
                if (pair) {
                    from++;
                    keep(kept++, symbols[from], offsets[from]);
                }
            }
        }
        count = kept;
        offsets[count] = patternBytes;
    }

    private void keep(int to, int symbol, int offset) {
        symbols[to] = symbol;
        offsets[to] = offset;
    }

    boolean atEnd() {
        return at == count;
    }

    /** The symbol here with its quote mark, or {@link #END}. */
    int peek() {
        return peek(0);
    }

    int peek(int ahead) {
        return ahead < count - at ? symbols[at + ahead] : END;
    }

    void skip(int symbolCount) {
        at += symbolCount;
    }

    /** Takes the symbol here, without its quote mark. */
    int takeLiteral() {
        return symbols[at++] & ~QUOTED;
    }

    /** Takes {@code text} if it stands here unquoted. */
    boolean take(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (peek(i) != text.charAt(i)) {
                return false;
            }
        }
        at += text.length();
        return true;
    }

    /** The byte offset of this place. */
    int offset() {
        return offsets[at];
    }

    /** The byte offset of a symbol that was already read, counted back from here. */
    int offsetBack(int symbolCount) {
        return offsets[at - symbolCount];
    }

    /** What stands here, for messages. */
    String found(int symbolCount) {
        if (atEnd()) {
            return "the end of the pattern";
        }
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < symbolCount && peek(i) != END; i++) {
            int symbol = peek(i) & ~QUOTED;
            if (symbol >= ' ' && symbol < 0x7F) {
                text.append((char) symbol);
            } else {
                text.append(String.format("\\x{%X}", symbol));
            }
        }
        return text.append('\'').toString();
    }
}
