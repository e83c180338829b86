package dev.coresident.console.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes bytes of unknown origin so that they cannot steer a terminal: valid UTF-8 and tabs as they are; other control characters,
 * U+0080 to U+009F and bytes that are not UTF-8 as {@code \xHH}.
 */
public final class SafeText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private SafeText() {}

    /** Writes a range of bytes. */
    public static void write(OutputStream out, byte[] bytes, int from, int to) throws IOException {
        int plain = from;
        int at = from;
        while (at < to) {
            int length = lengthAt(bytes, at, to);
            if (length == 0) {
                out.write(bytes, plain, at - plain);
                int b = bytes[at];
                out.write('\\');
                out.write('x');
                out.write(HEX[(b >> 4) & 0xF]);
                out.write(HEX[b & 0xF]);
                plain = ++at;
            } else {
                at += length;
            }
        }
        out.write(bytes, plain, to - plain);
    }

    /** The bytes of the character that begins here, or 0 if this byte must be escaped. */
    private static int lengthAt(byte[] bytes, int at, int to) {
        int first = bytes[at];
        if (first >= 0) {
            return (first >= 0x20 && first != 0x7F) || first == '\t' ? 1 : 0;
        }
        int length = (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : (first & 0xF8) == 0xF0 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        int point = first & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
            point = (point << 6) | (bytes[at + i] & 0x3F);
        }
        int least = length == 2 ? 0xA0 : length == 3 ? 0x800 : 0x1_0000;
        boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return point >= least && point <= Character.MAX_CODE_POINT && !surrogate ? length : 0;
    }
}
