package dev.coresident.console.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds one line of JSON in a buffer that is used again for the next. One thread; no allocation once the buffer has grown.
 *
 * <p>The caller opens and closes objects and arrays in order; commas are placed here. Text is written as UTF-8; quotes, backslashes,
 * control characters, U+2028, U+2029 and lone surrogates are escaped, so that any string gives valid JSON.
 */
public final class JsonLine {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[512];
    private int length;
    private boolean commaDue;

    /** Starts an object, as a line, in an array or after {@link #name}. */
    public JsonLine open() {
        return begin('{');
    }

    /** Ends an object. */
    public JsonLine close() {
        return end('}');
    }

    /** Starts an array. */
    public JsonLine openArray() {
        return begin('[');
    }

    /** Ends an array. */
    public JsonLine closeArray() {
        return end(']');
    }

    /** The name of the member whose value comes next. */
    public JsonLine name(String name) {
        text(name);
        put(':');
        commaDue = false;
        return this;
    }

    /** A member with a text. */
    public JsonLine member(String name, String value) {
        return name(name).text(value);
    }

    /** A member with a number. */
    public JsonLine member(String name, long value) {
        return name(name).number(value);
    }

    /** A member with true or false. */
    public JsonLine member(String name, boolean value) {
        name(name).ascii(value ? "true" : "false");
        commaDue = true;
        return this;
    }

    /** A text. */
    public JsonLine text(String value) {
        comma();
        put('"');
        int count = value.length();
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                single(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < count && Character.isLowSurrogate(value.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, value.charAt(++i)));
            } else if (Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
                escape(c);
            } else {
                utf8(c);
            }
        }
        put('"');
        commaDue = true;
        return this;
    }

    /** A whole number. */
    public JsonLine number(long value) {
        comma();
        if (value < 0) {
            // Long.MIN_VALUE has no positive twin.
            ascii(Long.toString(value));
        } else {
            digits(value);
        }
        commaDue = true;
        return this;
    }

    /** Ends the line, writes it and starts the next. */
    public void writeTo(OutputStream out) throws IOException {
        put('\n');
        out.write(bytes, 0, length);
        length = 0;
        commaDue = false;
    }

    private JsonLine begin(char bracket) {
        comma();
        put(bracket);
        commaDue = false;
        return this;
    }

    private JsonLine end(char bracket) {
        put(bracket);
        commaDue = true;
        return this;
    }

    private void comma() {
        if (commaDue) {
            put(',');
        }
    }

    private void single(char c) {
        switch (c) {
            case '"' -> ascii("\\\"");
            case '\\' -> ascii("\\\\");
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            default -> {
                if (c < 0x20 || c == 0x7F) {
                    escape(c);
                } else {
                    put(c);
                }
            }
        }
    }

    private void escape(int c) {
        ascii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            put(HEX[(c >> shift) & 0xF]);
        }
    }

    private void utf8(int point) {
        if (point < 0x800) {
            put(0xC0 | (point >> 6));
        } else {
            if (point < 0x1_0000) {
                put(0xE0 | (point >> 12));
            } else {
                put(0xF0 | (point >> 18));
                put(0x80 | ((point >> 12) & 0x3F));
            }
            put(0x80 | ((point >> 6) & 0x3F));
        }
        put(0x80 | (point & 0x3F));
    }

    private void digits(long value) {
        int count = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            count++;
        }
        reserve(count);
        long rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(int b) {
        reserve(1);
        bytes[length++] = (byte) b;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
