package dev.coresident.automata.literal;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.spi.program.LiteralLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a group in the order of their image, each with its rules and those of every shorter text that it ends with. One
 * thread; cost is linear in the bytes of the texts, and in the lists.
 */
public final class LiteralTable {
    private static final int FEWEST_BITS = 8;
    /** Entries of all lists at most: many rules with one text, and many texts that end with it, multiply. */
    private static final int MOST_ENTRIES = 1 << 24;

    private static final long HASH_STEP = 0x9E37_79B9_7F4A_7C15L;

    private final Map<Text, TreeSet<Integer>> own = new LinkedHashMap<>();

    /** No text. */
    public LiteralTable() {}

    /** Adds a text of a rule. */
    public void add(Text text, int rule) {
        own.computeIfAbsent(text, any -> new TreeSet<>()).add(rule);
    }

    /** How many texts, all distinct. */
    public int texts() {
        return own.size();
    }

    /** Bytes of the longest. */
    public int longest() {
        return own.keySet().stream().mapToInt(Text::length).max().orElse(0);
    }

    /** Bytes of all. */
    public long bytes() {
        return own.keySet().stream().mapToLong(Text::length).sum();
    }

    /** Sparse, so that most offsets of an input meet an empty bucket: from four times as many buckets as texts on. */
    int indexBits() {
        int bits = 34 - Integer.numberOfLeadingZeros(texts());
        return Math.clamp(bits, FEWEST_BITS, LiteralLayout.MOST_INDEX_BITS);
    }

    /** One text of the image. */
    record Row(Text text, int bucket, ImmutableIntArray rules) {}

    /** The rows in the order of the image; null if their lists are too long, or too many fall into one bucket. */
    @Nullable
    List<Row> rows() {
        Map<Long, List<Text>> byHash = new HashMap<>();
        boolean[] lengths = new boolean[LiteralLayout.LONGEST + 1];
        for (Text text : own.keySet()) {
            lengths[text.length()] = true;
            byHash.computeIfAbsent(hash(text), any -> new ArrayList<>(1)).add(text);
        }
        int bits = indexBits();
        List<Row> rows = new ArrayList<>();
        long entries = 0;
        for (Text text : own.keySet()) {
            Row row = new Row(text, Ending.of(text).bucket(bits), rules(text, lengths, byHash));
            rows.add(row);
            entries += row.rules.length();
            if (entries > MOST_ENTRIES) {
                return null;
            }
        }
        rows.sort(Comparator.comparingInt(Row::bucket)
                .thenComparingInt(row -> -row.text.length())
                .thenComparingInt(row -> row.text.caseless() ? 1 : 0)
                .thenComparing(Row::text, Text::compareBytes));
        return isCrowded(rows) ? null : rows;
    }

    private static boolean isCrowded(List<Row> rows) {
        for (int last = LiteralLayout.MOST_IN_BUCKET; last < rows.size(); last++) {
            if (rows.get(last - LiteralLayout.MOST_IN_BUCKET).bucket()
                    == rows.get(last).bucket()) {
                return true;
            }
        }
        return false;
    }

    private ImmutableIntArray rules(Text text, boolean[] lengths, Map<Long, List<Text>> byHash) {
        TreeSet<Integer> rules = null;
        TreeSet<Integer> mine = own.getOrDefault(text, new TreeSet<>());
        long hash = 0;
        for (int length = 1; length < text.length(); length++) {
            hash = step(hash, text.byteAt(text.length() - length));
            for (Text shorter : lengths[length] ? byHash.getOrDefault(hash, List.of()) : List.<Text>of()) {
                if (shorter.length() == length && text.endsWith(shorter)) {
                    rules = rules == null ? new TreeSet<>(mine) : rules;
                    rules.addAll(own.getOrDefault(shorter, new TreeSet<>()));
                }
            }
        }
        return ImmutableIntArray.copyOf(rules == null ? mine : rules);
    }

    private static long hash(Text text) {
        long hash = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            hash = step(hash, text.byteAt(i));
        }
        return hash;
    }

    private static long step(long hash, int value) {
        return (hash ^ (value + 1)) * HASH_STEP;
    }
}
