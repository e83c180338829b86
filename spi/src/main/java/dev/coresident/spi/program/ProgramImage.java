package dev.coresident.spi.program;

import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A program image whose every word was checked, so that a device may follow its offsets without a bound check: no state, class,
 * rule or list entry leads outside it.
 *
 * <p>Immutable by contract: the bytes must not change after {@link #check}. Checking costs one pass over the image.
 */
public final class ProgramImage {
    private final MemorySegment bytes;

    private ProgramImage(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /** The outcome of a check. */
    public sealed interface Check {
        /**
         * Every word is in order.
         *
         * @param image the image over the bytes that were checked
         */
        record Valid(ProgramImage image) implements Check {}

        /**
         * A word is not.
         *
         * @param reason which word, its value and what would be accepted
         */
        record Invalid(String reason) implements Check {}
    }

    /**
     * Checks bytes from anywhere.
     *
     * @param bytes the image and nothing else; 4-byte aligned
     */
    public static Check check(MemorySegment bytes) {
        String reason = ImageCheck.firstProblem(bytes);
        return reason == null
                ? new Check.Valid(new ProgramImage(bytes.asReadOnly()))
                : new Check.Invalid("not a program image: " + reason);
    }

    /**
     * The checksum that word 4 must hold.
     *
     * @param bytes an image of which word 4 is taken as zero
     */
    public static int checksum(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        long after = 4L * (ImageLayout.WORD_CHECKSUM + 1);
        update(crc, bytes.asSlice(0, 4L * ImageLayout.WORD_CHECKSUM));
        crc.update(new byte[4]);
        update(crc, bytes.asSlice(after));
        return (int) crc.getValue();
    }

    private static void update(CRC32C crc, MemorySegment bytes) {
        if (!bytes.isNative()) {
            updateFromHeap(crc, bytes);
            return;
        }
        for (long at = 0; at < bytes.byteSize(); at += 1 << 30) {
            ByteBuffer part =
                    bytes.asSlice(at, Math.min(1 << 30, bytes.byteSize() - at)).asByteBuffer();
            crc.update(part);
        }
    }

    /** Only byte arrays have a buffer's view; the others are copied block by block. */
    private static void updateFromHeap(CRC32C crc, MemorySegment bytes) {
        byte[] block = new byte[8_192];
        for (long at = 0; at < bytes.byteSize(); at += block.length) {
            int length = (int) Math.min(block.length, bytes.byteSize() - at);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, block, 0, length);
            crc.update(block, 0, length);
        }
    }

    /** The bytes, read only. */
    public MemorySegment bytes() {
        return bytes;
    }

    /** A header word: one of the {@code WORD_} constants of {@link ImageLayout} or of its kind. */
    public int header(int word) {
        return Words.get(bytes, 4L * word);
    }

    /** What it is made of. */
    public ImageKind kind() {
        return ImageKind.of(header(ImageLayout.WORD_KIND)).orElseThrow();
    }

    /** How many values the state word of a scan has. */
    public int states() {
        return header(ImageLayout.WORD_STATES);
    }

    /** Rules that it reports. */
    public int rules() {
        return header(ImageLayout.WORD_RULES);
    }

    /** The state to scan from at offset 0. */
    public int startState() {
        return header(ImageLayout.WORD_START);
    }

    /** The most events that one byte, the start or the end of the input can report. */
    public int widestAccept() {
        return KindRules.of(kind()).widestAccept(new ImageWords(bytes));
    }

    /** How many bytes right before the input offset a scan may look at; they must lie in the same buffer. 0 for a kind that does not. */
    public int historyBytes() {
        return KindRules.of(kind()).historyBytes(new ImageWords(bytes));
    }

    /** Bytes of device memory in which a scan leaves its state for the next one; 0 for a kind whose state is a word. */
    public long stateBytes() {
        return KindRules.of(kind()).stateBytes(new ImageWords(bytes));
    }
}
