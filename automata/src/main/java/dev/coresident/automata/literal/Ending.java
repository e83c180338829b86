package dev.coresident.automata.literal;

import dev.coresident.spi.program.LiteralLayout;

/**
 * The last bytes of a text, by which an image's index finds it: texts with one ending stand in one bucket.
 *
 * @param width how many bytes, one of the widths of {@link LiteralLayout#width}
 * @param bytes these, folded, the first in the low bits
 */
public record Ending(int width, long bytes) {

    /** That of a text. */
    public static Ending of(Text text) {
        int width = LiteralLayout.width(text.length());
        long bytes = 0;
        for (int i = 0; i < width; i++) {
            bytes |= (long) LiteralLayout.fold(text.byteAt(text.length() - width + i)) << (8 * i);
        }
        return new Ending(width, bytes);
    }

    int bucket(int bits) {
        return LiteralLayout.bucket(width, (int) bytes, (int) (bytes >>> Integer.SIZE), bits);
    }
}
