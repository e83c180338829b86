package dev.coresident.backend.sim.scan.engine;

import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ImageKind;
import dev.coresident.spi.program.ImageLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Where in the heap an image stands, and what tells it from another at the same place.
 *
 * <p>The host checked every word before it flagged the handle. A wrong one all the same meets the bounds of the arrays that are
 * copied from it.
 *
 * @param heap the device's memory
 * @param at the image's first byte
 * @param kind what it is made of
 * @param total words
 * @param checksum of all the words
 */
public record ImagePlace(MemorySegment heap, long at, ImageKind kind, int total, int checksum) {

    /** The image at a place in the heap, or null if its first words are not those of an image that this device knows. */
    public static @Nullable ImagePlace of(MemorySegment heap, long at, long length) {
        if (length < 4L * ImageLayout.HEADER_WORDS
                || word(heap, at, ImageLayout.WORD_MAGIC) != ImageLayout.MAGIC
                || word(heap, at, ImageLayout.WORD_VERSION) != ImageLayout.VERSION) {
            return null;
        }
        int total = word(heap, at, ImageLayout.WORD_TOTAL);
        ImageKind kind = ImageKind.of(word(heap, at, ImageLayout.WORD_KIND)).orElse(null);
        return kind == null || 4L * Integer.toUnsignedLong(total) > length
                ? null
                : new ImagePlace(heap, at, kind, total, word(heap, at, ImageLayout.WORD_CHECKSUM));
    }

    /** True if the heap still holds this image at that place: same kind, same size, same checksum over all its words. */
    public boolean isAt(long place) {
        return at == place
                && word(ImageLayout.WORD_MAGIC) == ImageLayout.MAGIC
                && word(ImageLayout.WORD_VERSION) == ImageLayout.VERSION
                && word(ImageLayout.WORD_KIND) == kind.number()
                && word(ImageLayout.WORD_TOTAL) == total
                && word(ImageLayout.WORD_CHECKSUM) == checksum;
    }

    /** Bytes of the image. */
    public long bytes() {
        return 4L * total;
    }

    /** A word of the image. */
    public int word(int word) {
        return word(heap, at, word);
    }

    /** A copy of words of the section that a header word names. */
    public int[] section(int headerWord, int words) {
        int[] copy = new int[words];
        MemorySegment.copy(heap, ValueLayout.JAVA_INT, at + 4L * word(headerWord), copy, 0, words);
        return copy;
    }

    /** A copy of bytes of the section that a header word names. */
    public byte[] sectionBytes(int headerWord, int bytes) {
        byte[] copy = new byte[bytes];
        MemorySegment.copy(heap, ValueLayout.JAVA_BYTE, at + 4L * word(headerWord), copy, 0, bytes);
        return copy;
    }

    private static int word(MemorySegment heap, long at, int word) {
        return Words.get(heap, at + 4L * word);
    }
}
