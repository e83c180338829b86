package dev.coresident.oracles;

import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.LiteralLayout;
import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Texts with rules: the image by the words of the protocol, and the plainest search there is. */
public final class Literals implements ScanModel {

    /**
     * One text.
     *
     * @param text what to find, a character for each byte
     * @param rule what it reports
     * @param caseless whether ASCII letters match both cases
     */
    public record Literal(String text, int rule, boolean caseless) {
        /** The text of some bytes. */
        public static Literal of(byte[] bytes, int rule, boolean caseless) {
            return new Literal(new String(bytes, StandardCharsets.ISO_8859_1), rule, caseless);
        }

        /** Its bytes. */
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** A text as it is stored, with the rules of its list. */
    private record Text(String text, boolean caseless, TreeSet<Integer> rules) {
        int width() {
            int length = text.length();
            return length >= 8 ? 8 : length >= 4 ? 4 : length >= 2 ? 2 : 1;
        }

        boolean endsWith(Text other) {
            return caseless == other.caseless && text.endsWith(other.text);
        }

        int bucket(int bits) {
            long key = 0;
            for (int i = 0; i < width(); i++) {
                key |= (long) LiteralLayout.fold(text.charAt(text.length() - width() + i)) << (8 * i);
            }
            return LiteralLayout.bucket(width(), (int) key, (int) (key >>> 32), bits);
        }
    }

    private static final int INDEX_BITS = 5;

    private final List<Literal> literals;
    private final int longest;

    /** At least one text. */
    public Literals(List<Literal> literals) {
        this.literals = List.copyOf(literals);
        this.longest = literals.stream()
                .mapToInt(literal -> literal.text.length())
                .max()
                .orElseThrow();
    }

    /** The states of a scan. */
    public int longest() {
        return longest;
    }

    @Override
    public MemorySegment image() {
        return image(INDEX_BITS);
    }

    /** The image with 2^{@code bits} buckets. */
    public MemorySegment image(int bits) {
        List<Text> texts = texts();
        texts.sort(Comparator.comparingInt((Text text) -> text.bucket(bits))
                .thenComparingInt(text -> -text.text.length())
                .thenComparingInt(text -> text.caseless ? 1 : 0)
                .thenComparing(Text::text));
        int[] index = new int[(1 << bits) + 1];
        int[] table = new int[texts.size() * LiteralLayout.TEXT_WORDS];
        List<Integer> lists = new ArrayList<>();
        List<Integer> bytes = new ArrayList<>();
        int widths = 0;
        for (int i = 0; i < texts.size(); i++) {
            Text text = texts.get(i);
            widths |= text.width();
            index[text.bucket(bits) + 1]++;
            table[4 * i] = bytes.size();
            table[4 * i + 1] = text.text.length() | (text.caseless ? LiteralLayout.CASELESS : 0);
            table[4 * i + 2] = lists.size();
            lists.addAll(text.rules);
            table[4 * i + 3] = lists.size();
            text.text.chars().forEach(bytes::add);
        }
        Arrays.parallelPrefix(index, Integer::sum);
        int[] words = new int[ImageLayout.HEADER_WORDS];
        words[0] = ImageLayout.MAGIC;
        words[1] = ImageLayout.VERSION;
        words[2] = ImageLayout.KIND_LITERALS;
        words[6] = texts.size();
        words[7] = bits;
        words[8] = longest;
        words[10] = widths;
        words[11] = 1 + literals.stream().mapToInt(Literal::rule).max().orElseThrow();
        words[15] = lists.size();
        words[17] = bytes.size();
        words = append(words, 12, index);
        words = append(words, 13, table);
        words = append(words, 14, lists.stream().mapToInt(Integer::intValue).toArray());
        words = append(words, 16, packed(bytes));
        words[3] = words.length;
        MemorySegment image = Arena.ofAuto().allocate(4L * words.length, 64);
        MemorySegment.copy(words, 0, image, ValueLayout.JAVA_INT, 0, words.length);
        Words.set(image, 16, ProgramImage.checksum(image));
        return image;
    }

    private List<Text> texts() {
        TreeMap<String, Text> texts = new TreeMap<>();
        for (Literal literal : literals) {
            StringBuilder stored = new StringBuilder();
            literal.text
                    .chars()
                    .map(c -> literal.caseless ? LiteralLayout.fold(c) : c)
                    .forEach(c -> stored.append((char) c));
            texts.computeIfAbsent(
                            literal.caseless + " " + stored,
                            key -> new Text(stored.toString(), literal.caseless, new TreeSet<>()))
                    .rules
                    .add(literal.rule);
        }
        List<Text> all = new ArrayList<>();
        for (Text text : texts.values()) {
            TreeSet<Integer> rules = new TreeSet<>();
            texts.values().stream().filter(text::endsWith).forEach(shorter -> rules.addAll(shorter.rules));
            all.add(new Text(text.text, text.caseless, rules));
        }
        return all;
    }

    private static int[] packed(List<Integer> bytes) {
        int[] words = new int[(bytes.size() + 3) / 4];
        for (int i = 0; i < bytes.size(); i++) {
            words[i / 4] |= bytes.get(i) << (8 * (i % 4));
        }
        return words;
    }

    private static int[] append(int[] words, int headerWord, int[] section) {
        int at = (words.length + ImageLayout.ALIGN_WORDS - 1) / ImageLayout.ALIGN_WORDS * ImageLayout.ALIGN_WORDS;
        int[] longer = Arrays.copyOf(words, at + section.length);
        longer[headerWord] = at;
        System.arraycopy(section, 0, longer, at, section.length);
        return longer;
    }

    /** Compares every literal at every end. */
    @Override
    public ScanModel.Outcome walk(byte[] input, int offset, int bytes, int history, long capacity, int flags) {
        List<Integer> events = new ArrayList<>();
        for (int end = 1; end <= bytes; end++) {
            TreeSet<Integer> rules = new TreeSet<>();
            for (Literal literal : literals) {
                int from = offset + end - literal.text.length();
                if (from >= offset - history && matches(literal, input, from)) {
                    rules.add(literal.rule);
                }
            }
            if (rules.size() > capacity - events.size() / 2) {
                int consumed = end - 1;
                return new ScanModel.Outcome(
                        Math.min(history + consumed, longest - 1), consumed, flags & ScanLayout.LAST, events);
            }
            for (int rule : rules) {
                events.add(rule);
                events.add(end);
            }
        }
        return new ScanModel.Outcome(Math.min(history + bytes, longest - 1), bytes, 0, events);
    }

    private static boolean matches(Literal literal, byte[] input, int from) {
        for (int i = 0; i < literal.text.length(); i++) {
            int wanted = literal.text.charAt(i);
            int found = input[from + i] & 0xFF;
            if (wanted != found && !(literal.caseless && LiteralLayout.fold(wanted) == LiteralLayout.fold(found))) {
                return false;
            }
        }
        return true;
    }
}
