package dev.coresident.automata.literal;

import dev.coresident.automata.image.ImageEncoder;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.LiteralLayout;
import dev.coresident.spi.program.ProgramImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes images of literals. Stateless; any thread. */
public final class LiteralEncoder {
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final List<LiteralTable.Row> rows;
    private final int bits;
    private final int rules;
    private final long text;
    private final long list;
    private final long bytes;
    private final long totalWords;

    private LiteralEncoder(LiteralTable table, List<LiteralTable.Row> rows, int rules) {
        this.rows = rows;
        this.rules = rules;
        this.bits = table.indexBits();
        this.text = align(ImageLayout.HEADER_WORDS + (1L << bits) + 1);
        this.list = align(text + (long) rows.size() * LiteralLayout.TEXT_WORDS);
        this.bytes = align(
                list + rows.stream().mapToLong(row -> row.rules().length()).sum());
        this.totalWords = align(bytes + (table.bytes() + 3) / 4);
    }

    /**
     * The image of a table: the same bytes for the same texts and rules, on any machine.
     *
     * @param table at least one text
     * @param rules how many there are; the table's are below
     * @param mostBytes how large the image may be
     * @return native memory that lives as long as it is reachable, 64-byte aligned, read only, which passes {@link
     *     ProgramImage#check}; null if it would be larger, or its lists longer than is sensible
     */
    public static @Nullable MemorySegment encode(LiteralTable table, int rules, long mostBytes) {
        List<LiteralTable.Row> rows = table.rows();
        if (rows == null) {
            return null;
        }
        LiteralEncoder encoder = new LiteralEncoder(table, rows, rules);
        return 4 * encoder.totalWords > Math.min(mostBytes, ImageEncoder.MAX_BYTES)
                ? null
                : encoder.encode().asReadOnly();
    }

    private static long align(long words) {
        return (words + ImageLayout.ALIGN_WORDS - 1) & -ImageLayout.ALIGN_WORDS;
    }

    private MemorySegment encode() {
        MemorySegment image = Arena.ofAuto().allocate(4 * totalWords, 4L * ImageLayout.ALIGN_WORDS);
        int entries = 0;
        int byteCount = 0;
        int widths = 0;
        int longest = 0;
        for (int number = 0; number < rows.size(); number++) {
            LiteralTable.Row row = rows.get(number);
            Text of = row.text();
            long at = text + (long) number * LiteralLayout.TEXT_WORDS;
            put(image, at + LiteralLayout.TEXT_AT, byteCount);
            put(image, at + LiteralLayout.TEXT_LENGTH, of.length() | (of.caseless() ? LiteralLayout.CASELESS : 0));
            put(image, at + LiteralLayout.TEXT_LIST, entries);
            for (int i = 0; i < row.rules().length(); i++) {
                put(image, list + entries++, row.rules().get(i));
            }
            put(image, at + LiteralLayout.TEXT_LIST_END, entries);
            for (int i = 0; i < of.length(); i++) {
                image.set(ValueLayout.JAVA_BYTE, 4 * bytes + byteCount++, (byte) of.byteAt(i));
            }
            widths |= LiteralLayout.width(of.length());
            longest = Math.max(longest, of.length());
        }
        index(image);
        header(image);
        put(image, ImageLayout.WORD_STATES, longest);
        put(image, LiteralLayout.WORD_WIDTHS, widths);
        put(image, LiteralLayout.WORD_LIST_ENTRIES, entries);
        put(image, LiteralLayout.WORD_BYTE_COUNT, byteCount);
        put(image, ImageLayout.WORD_CHECKSUM, ProgramImage.checksum(image));
        return image;
    }

    private void index(MemorySegment image) {
        int number = 0;
        for (int bucket = 0; bucket < 1 << bits; bucket++) {
            put(image, ImageLayout.HEADER_WORDS + (long) bucket, number);
            while (number < rows.size() && rows.get(number).bucket() == bucket) {
                number++;
            }
        }
        put(image, ImageLayout.HEADER_WORDS + (1L << bits), number);
    }

    private void header(MemorySegment image) {
        put(image, ImageLayout.WORD_MAGIC, ImageLayout.MAGIC);
        put(image, ImageLayout.WORD_VERSION, ImageLayout.VERSION);
        put(image, ImageLayout.WORD_KIND, ImageLayout.KIND_LITERALS);
        put(image, ImageLayout.WORD_TOTAL, (int) totalWords);
        put(image, ImageLayout.WORD_RULES, rules);
        put(image, LiteralLayout.WORD_TEXTS, rows.size());
        put(image, LiteralLayout.WORD_INDEX_BITS, bits);
        put(image, LiteralLayout.WORD_INDEX, ImageLayout.HEADER_WORDS);
        put(image, LiteralLayout.WORD_TEXT, (int) text);
        put(image, LiteralLayout.WORD_LIST, (int) list);
        put(image, LiteralLayout.WORD_BYTES, (int) bytes);
    }

    private static void put(MemorySegment image, long word, int value) {
        image.set(WORD, 4 * word, value);
    }
}
