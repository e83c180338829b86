package dev.coresident.formats.yara;

/**
 * A piece of a file.
 *
 * @param kind what it is
 * @param text a word, a sign, or a string's or an expression's bytes as characters: escapes of strings are resolved, those of
 *     expressions are not
 * @param offset where it begins
 */
record Token(Kind kind, String text, int offset) {

    /** The kinds of tokens. */
    enum Kind {
        /** A keyword, a name, a number. */
        WORD,
        /** A name behind a dollar, which is part of the text. */
        STRING_NAME,
        /** Between quotes. */
        TEXT,
        /** Between slashes. */
        EXPRESSION,
        /** Any other byte. */
        SIGN,
        /** Behind the last. */
        END
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(word);
    }

    /** For messages. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the file";
            case TEXT -> "a text";
            case EXPRESSION -> "an expression";
            case WORD, STRING_NAME -> "'" + (text.length() <= 40 ? text : text.substring(0, 40) + "...") + "'";
            case SIGN -> {
                char sign = text.charAt(0);
                yield sign > ' ' && sign < 0x7F ? "'" + sign + "'" : String.format("\\x%02x", (int) sign);
            }
        };
    }
}
