package dev.coresident.automata.literal;

import dev.coresident.spi.program.LiteralLayout;
import java.util.Arrays;

/** Bytes to be found. Immutable; two are equal if they find the same. */
public final class Text {
    private final byte[] bytes;
    private final boolean caseless;

    /**
     * A text.
     *
     * @param bytes 1 to {@link LiteralLayout#LONGEST}
     * @param caseless whether ASCII letters match both cases; the bytes are folded then
     */
    public Text(byte[] bytes, boolean caseless) {
        if (bytes.length < 1 || bytes.length > LiteralLayout.LONGEST) {
            throw new IllegalArgumentException(
                    "a text has 1 to " + LiteralLayout.LONGEST + " bytes, got " + bytes.length);
        }
        this.bytes = bytes.clone();
        this.caseless = caseless;
        for (int i = 0; caseless && i < bytes.length; i++) {
            this.bytes[i] = (byte) LiteralLayout.fold(bytes[i] & 0xFF);
        }
    }

    /** How many bytes. */
    public int length() {
        return bytes.length;
    }

    /** One of them, 0 to 255. */
    public int byteAt(int offset) {
        return bytes[offset] & 0xFF;
    }

    /** Whether ASCII letters match both cases. */
    public boolean caseless() {
        return caseless;
    }

    /** Whether every match of {@code shorter} that ends where this one ends is within it. */
    public boolean endsWith(Text shorter) {
        int from = bytes.length - shorter.bytes.length;
        return caseless == shorter.caseless
                && from >= 0
                && Arrays.equals(bytes, from, bytes.length, shorter.bytes, 0, shorter.bytes.length);
    }

    /** By the bytes, unsigned. */
    public int compareBytes(Text other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Text text && caseless == text.caseless && Arrays.equals(bytes, text.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + (caseless ? 1 : 0);
    }
}
