package dev.coresident.oracles;

import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** An automaton in plain objects: it knows how to write itself as an image, and how to walk without any cleverness. */
public final class Automaton implements ScanModel {
    private final int[] classOf;
    private final int[][] next;
    private final int firstAccepting;
    private final int[][] accept;
    private final int[][] end;
    private final int start;

    private Automaton(int[] classOf, int[][] next, int firstAccepting, int[][] accept, int[][] end, int start) {
        this.classOf = classOf;
        this.next = next;
        this.firstAccepting = firstAccepting;
        this.accept = accept;
        this.end = end;
        this.start = start;
    }

    /** Any automaton at all. With {@code permuting}, states never forget where they came from. */
    public static Automaton random(SplittableRandom random, boolean permuting) {
        int states = 1 + random.nextInt(12);
        int classes = 1 + random.nextInt(6);
        int firstAccepting = random.nextInt(states + 1);
        int[] classOf = random.ints(256, 0, classes).toArray();
        int[][] next = new int[states][classes];
        for (int c = 0; c < classes; c++) {
            int shift = random.nextInt(states);
            for (int s = 0; s < states; s++) {
                next[s][c] = permuting ? (s + shift) % states : random.nextInt(states);
            }
        }
        int[][] accept = new int[states][];
        int[][] end = new int[states][];
        for (int s = 0; s < states; s++) {
            accept[s] = s < firstAccepting ? new int[0] : entries(random, 1 + random.nextInt(3));
            end[s] = entries(random, random.nextInt(3));
        }
        return new Automaton(classOf, next, firstAccepting, accept, end, random.nextInt(states));
    }

    private static int[] entries(SplittableRandom random, int count) {
        return random.ints(count, 0, 20).toArray();
    }

    /** Finds every end of every literal (after Aho and Corasick, 1975), one rule each; accepting states last. */
    public static Automaton literals(String... literals) {
        List<int[]> trie = new ArrayList<>();
        List<List<Integer>> rules = new ArrayList<>();
        addState(trie, rules);
        for (int rule = 0; rule < literals.length; rule++) {
            int state = 0;
            for (char c : literals[rule].toCharArray()) {
                if (trie.get(state)[c] < 0) {
                    trie.get(state)[c] = addState(trie, rules);
                }
                state = trie.get(state)[c];
            }
            rules.get(state).add(rule << 1);
        }
        complete(trie, rules);
        return numbered(trie, rules);
    }

    private static int addState(List<int[]> trie, List<List<Integer>> rules) {
        int[] row = new int[256];
        Arrays.fill(row, -1);
        trie.add(row);
        rules.add(new ArrayList<>());
        return trie.size() - 1;
    }

    private static void complete(List<int[]> trie, List<List<Integer>> rules) {
        int[] fail = new int[trie.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
        while (!queue.isEmpty()) {
            int state = queue.remove();
            rules.get(state).addAll(state == 0 ? List.of() : rules.get(fail[state]));
            for (int c = 0; c < 256; c++) {
                int child = trie.get(state)[c];
                int fallback = state == 0 ? 0 : trie.get(fail[state])[c];
                if (child < 0) {
                    trie.get(state)[c] = fallback;
                } else {
                    fail[child] = fallback;
                    queue.add(child);
                }
            }
        }
    }

    private static Automaton numbered(List<int[]> trie, List<List<Integer>> rules) {
        int states = trie.size();
        int[] number = new int[states];
        int quiet = 0;
        for (int s = 0; s < states; s++) {
            quiet += rules.get(s).isEmpty() ? 1 : 0;
        }
        int nextQuiet = 0;
        int nextAccepting = quiet;
        for (int s = 0; s < states; s++) {
            number[s] = rules.get(s).isEmpty() ? nextQuiet++ : nextAccepting++;
        }
        List<String> columns = new ArrayList<>();
        int[] classOf = new int[256];
        int[] byteOf = new int[256];
        for (int c = 0; c < 256; c++) {
            int column = c;
            String key =
                    Arrays.toString(trie.stream().mapToInt(row -> row[column]).toArray());
            if (!columns.contains(key)) {
                byteOf[columns.size()] = c;
                columns.add(key);
            }
            classOf[c] = columns.indexOf(key);
        }
        int[][] next = new int[states][columns.size()];
        int[][] accept = new int[states][];
        int[][] end = new int[states][0];
        for (int s = 0; s < states; s++) {
            accept[number[s]] =
                    rules.get(s).stream().mapToInt(Integer::intValue).toArray();
            for (int c = 0; c < columns.size(); c++) {
                next[number[s]][c] = number[trie.get(s)[byteOf[c]]];
            }
        }
        return new Automaton(classOf, next, quiet, accept, end, number[0]);
    }

    /** The state that a scan begins with. */
    public int start() {
        return start;
    }

    /** How many states it has. */
    public int states() {
        return next.length;
    }

    /** The image, checked. */
    @Override
    public MemorySegment image() {
        int classes = next[0].length;
        int stride = Integer.highestOneBit(classes) == classes ? classes : Integer.highestOneBit(classes) << 1;
        int[] words = new int[ImageLayout.HEADER_WORDS];
        words[ImageLayout.WORD_MAGIC] = ImageLayout.MAGIC;
        words[ImageLayout.WORD_VERSION] = ImageLayout.VERSION;
        words[ImageLayout.WORD_KIND] = ImageLayout.KIND_DFA;
        words[DfaLayout.WORD_CLASSES] = classes;
        words[DfaLayout.WORD_STRIDE] = stride;
        words[ImageLayout.WORD_STATES] = states();
        words[ImageLayout.WORD_START] = start;
        words[DfaLayout.WORD_FIRST_ACCEPTING] = firstAccepting;
        words[ImageLayout.WORD_RULES] = 1_000;
        words[DfaLayout.WORD_DEAD] = DfaLayout.NO_STATE;
        words = append(words, DfaLayout.WORD_CLASS_MAP, classMap());
        words = append(words, DfaLayout.WORD_TRANSITIONS, transitions(stride));
        words = appendLists(words, DfaLayout.WORD_ACCEPT_INDEX, Arrays.copyOfRange(accept, firstAccepting, states()));
        words = appendLists(words, DfaLayout.WORD_END_INDEX, end);
        words[ImageLayout.WORD_TOTAL] = words.length;
        MemorySegment image = Arena.ofAuto().allocate(4L * words.length, 64);
        MemorySegment.copy(MemorySegment.ofArray(words), 0, image, 0, image.byteSize());
        Words.set(image, 4L * ImageLayout.WORD_CHECKSUM, ProgramImage.checksum(image));
        if (ProgramImage.check(image) instanceof ProgramImage.Check.Invalid invalid) {
            throw new IllegalStateException(invalid.reason());
        }
        return image;
    }

    private int[] classMap() {
        byte[] map = new byte[256];
        for (int b = 0; b < 256; b++) {
            map[b] = (byte) classOf[b];
        }
        int[] words = new int[64];
        MemorySegment.copy(MemorySegment.ofArray(map), 0, MemorySegment.ofArray(words), 0, 256);
        return words;
    }

    private int[] transitions(int stride) {
        int[] words = new int[states() * stride];
        for (int s = 0; s < states(); s++) {
            for (int c = 0; c < next[s].length; c++) {
                words[s * stride + c] = next[s][c] * stride;
            }
        }
        return words;
    }

    private static int[] appendLists(int[] words, int headerWord, int[][] lists) {
        int[] index = new int[lists.length + 1];
        for (int i = 0; i < lists.length; i++) {
            index[i + 1] = index[i] + lists[i].length;
        }
        int[] list = Arrays.stream(lists).flatMapToInt(Arrays::stream).toArray();
        return append(append(words, headerWord, index), headerWord + 1, list);
    }

    private static int[] append(int[] words, int headerWord, int[] section) {
        int at = (words.length + ImageLayout.ALIGN_WORDS - 1) / ImageLayout.ALIGN_WORDS * ImageLayout.ALIGN_WORDS;
        int[] longer = Arrays.copyOf(words, at + section.length);
        longer[headerWord] = at;
        System.arraycopy(section, 0, longer, at, section.length);
        return longer;
    }

    /** What the contract says, one byte after the other. */
    @Override
    public Outcome walk(byte[] input, int offset, int bytes, int from, long capacity, int flags) {
        List<Integer> events = new ArrayList<>();
        int left = flags;
        int state = from;
        if ((left & ScanLayout.FIRST) != 0) {
            if (2L * accept[state].length > 2 * capacity - events.size()) {
                return new Outcome(state, 0, left, events);
            }
            add(events, accept[state], 0);
            left &= ~ScanLayout.FIRST;
        }
        for (int i = 0; i < bytes; i++) {
            int entered = next[state][classOf[input[offset + i] & 0xFF]];
            if (2L * accept[entered].length > 2 * capacity - events.size()) {
                return new Outcome(state, i, left, events);
            }
            add(events, accept[entered], i + 1);
            state = entered;
        }
        if ((left & ScanLayout.LAST) != 0 && 2L * end[state].length <= 2 * capacity - events.size()) {
            add(events, end[state], bytes);
            left &= ~ScanLayout.LAST;
        }
        return new Outcome(state, bytes, left, events);
    }

    private static void add(List<Integer> events, int[] entries, int end) {
        for (int entry : entries) {
            events.add(entry >>> 1);
            events.add(end - (entry & 1));
        }
    }
}
