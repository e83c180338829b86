package dev.coresident.formats.yara;

import dev.coresident.formats.yara.Token.Kind;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a file into tokens. A slash always opens a comment or an expression, as the language divides with a backslash. Linear; no
 * token is kept.
 */
final class Lexer {

    private final byte[] content;
    private int at;

    Lexer(byte[] content, int from) {
        this.content = content;
        this.at = from;
    }

    /** Where the next token begins, or something that stands between. */
    int offset() {
        return at;
    }

    Token next() {
        skipBlanks();
        int start = at;
        if (at >= content.length) {
            return new Token(Kind.END, "", start);
        }
        byte first = content[at];
        if (first == '"') {
            return new Token(Kind.TEXT, text(), start);
        }
        if (first == '/') {
            return new Token(Kind.EXPRESSION, expression(), start);
        }
        at++;
        if (!isWord(first) && first != '$') {
            return new Token(Kind.SIGN, String.valueOf((char) (first & 0xFF)), start);
        }
        while (at < content.length && isWord(content[at])) {
            at++;
        }
        return new Token(first == '$' ? Kind.STRING_NAME : Kind.WORD, latin(start, at), start);
    }

    /** The bytes up to the brace that closes a hexadecimal string, which is taken; the opening one was. Comments may hold braces. */
    String braced() {
        int start = at;
        while (true) {
            skipBlanks();
            if (at >= content.length) {
                throw new Malformed(start - 1, "the hexadecimal string opened here is not closed: add }");
            }
            if (content[at++] == '}') {
                return latin(start, at - 1);
            }
        }
    }

    private String latin(int from, int to) {
        return new String(content, from, to - from, StandardCharsets.ISO_8859_1);
    }

    static boolean isWord(int symbol) {
        return (symbol >= '0' && symbol <= '9')
                || (symbol >= 'A' && symbol <= 'Z')
                || (symbol >= 'a' && symbol <= 'z')
                || symbol == '_';
    }

    private int peek(int ahead) {
        return at + ahead < content.length ? content[at + ahead] : -1;
    }

    private void skipBlanks() {
        while (at < content.length) {
            if (content[at] == ' ' || content[at] == '\t' || content[at] == '\r' || content[at] == '\n') {
                at++;
            } else if (content[at] == '/' && peek(1) == '/') {
                while (at < content.length && content[at] != '\n') {
                    at++;
                }
            } else if (content[at] == '/' && peek(1) == '*') {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        int start = at;
        at += 2;
        while (!(peek(0) == '*' && peek(1) == '/')) {
            if (at >= content.length) {
                throw new Malformed(start, "the comment opened here is not closed: add */");
            }
            at++;
        }
        at += 2;
    }

    private String text() {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (peek(0) != '"') {
            if (at >= content.length || content[at] == '\n') {
                throw new Malformed(start, "the text opened here is not closed on its line: add \"");
            }
            text.append(content[at] == '\\' ? escaped() : (char) (content[at++] & 0xFF));
        }
        at++;
        return text.toString();
    }

    private char escaped() {
        int start = at;
        at += 2;
        return switch (start + 1 < content.length ? content[start + 1] : -1) {
            case '"' -> '"';
            case '\\' -> '\\';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'x' -> {
                int high = Character.digit(peek(0), 16);
                int low = Character.digit(peek(1), 16);
                if (high < 0 || low < 0) {
                    throw new Malformed(start, "two hexadecimal digits must follow \\x");
                }
                at += 2;
                yield (char) (16 * high + low);
            }
            default -> throw new Malformed(start, "no such escape in a text: there are \\\" \\\\ \\t \\n \\r \\xHH");
        };
    }

    private String expression() {
        int start = at++;
        while (peek(0) != '/') {
            if (at >= content.length || content[at] == '\n') {
                throw new Malformed(start, "the expression opened here is not closed on its line: add /");
            }
            at += content[at] == '\\' && at + 1 < content.length && content[at + 1] != '\n' ? 2 : 1;
        }
        at++;
        return latin(start + 1, at - 1);
    }
}
