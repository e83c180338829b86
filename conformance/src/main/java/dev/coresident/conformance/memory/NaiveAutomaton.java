package dev.coresident.conformance.memory;

import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.program.ProgramImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Any automaton at all, in plain lists: it writes itself as an image by the words of docs/protocol.md, and walks an input one byte after
 * the other. States from the first accepting one on accept.
 */
final class NaiveAutomaton {
    private static final int FIRST = 1;
    private static final int LAST = 2;

    private final int states;
    private final int classes;
    private final int firstAccepting;
    private final int[] classOf;
    private final int[][] next;
    private final List<int[]> accept = new ArrayList<>();
    private final List<int[]> end = new ArrayList<>();

    /** How a walk ended. Events are pairs of rule and end. */
    static final class Walk {
        final List<Integer> events = new ArrayList<>();
        int state;
        int consumed;
        int left;
    }

    NaiveAutomaton(SplittableRandom random) {
        states = 1 + random.nextInt(20);
        classes = 1 + random.nextInt(9);
        firstAccepting = random.nextInt(states + 1);
        classOf = random.ints(256, 0, classes).toArray();
        next = new int[states][];
        for (int state = 0; state < states; state++) {
            next[state] = random.ints(classes, 0, states).toArray();
            int most = state < firstAccepting ? 0 : 1 + random.nextInt(3);
            accept.add(random.ints(most, 0, 60).toArray());
            end.add(random.ints(random.nextInt(3), 0, 60).toArray());
        }
    }

    int states() {
        return states;
    }

    /** Walks from a state. The room is in events; it stops before a byte whose events do not fit. */
    Walk walk(byte[] input, int offset, int bytes, int from, int room, int flags) {
        Walk walk = new Walk();
        walk.state = from;
        walk.left = flags;
        if ((flags & FIRST) != 0) {
            if (!add(walk, accept.get(from), 0, room)) {
                return walk;
            }
            walk.left &= ~FIRST;
        }
        while (walk.consumed < bytes) {
            int entered = next[walk.state][classOf[input[offset + walk.consumed] & 0xFF]];
            if (!add(walk, accept.get(entered), walk.consumed + 1, room)) {
                return walk;
            }
            walk.state = entered;
            walk.consumed++;
        }
        if ((flags & LAST) != 0 && add(walk, end.get(walk.state), bytes, room)) {
            walk.left &= ~LAST;
        }
        return walk;
    }

    private static boolean add(Walk walk, int[] entries, int at, int room) {
        if (walk.events.size() / 2 + entries.length > room) {
            return false;
        }
        for (int entry : entries) {
            walk.events.add(entry >>> 1);
            walk.events.add(at - (entry & 1));
        }
        return true;
    }

    /** The image, checked as a kernel checks it. */
    ProgramImage image() {
        int stride = 1;
        while (stride < classes) {
            stride *= 2;
        }
        List<Integer> words = new ArrayList<>();
        int[] header = new int[32];
        header[0] = 0x3150_5243;
        header[1] = 2;
        header[2] = 1;
        header[6] = classes;
        header[7] = stride;
        header[8] = states;
        header[9] = 0;
        header[10] = firstAccepting;
        header[11] = 64;
        header[18] = -1;
        grow(words, 32);
        header[12] = section(words, classMap());
        header[13] = section(words, transitions(stride));
        lists(words, header, 14, accept.subList(firstAccepting, states));
        lists(words, header, 16, end);
        header[3] = words.size();
        MemorySegment bytes = Arena.ofAuto().allocate(4L * words.size(), 64);
        for (int word = 0; word < words.size(); word++) {
            bytes.setAtIndex(ValueLayout.JAVA_INT, word, word < 32 ? header[word] : words.get(word));
        }
        bytes.setAtIndex(ValueLayout.JAVA_INT, 4, ProgramImage.checksum(bytes));
        return switch (ProgramImage.check(bytes)) {
            case ProgramImage.Check.Valid(ProgramImage image) -> image;
            case ProgramImage.Check.Invalid(String reason) ->
                throw new Violation("an image by the words of the protocol is refused: " + reason);
        };
    }

    private static void grow(List<Integer> words, int multiple) {
        while (words.size() % multiple != 0 || words.isEmpty()) {
            words.add(0);
        }
    }

    private static int section(List<Integer> words, List<Integer> content) {
        grow(words, 16);
        int at = words.size();
        words.addAll(content);
        return at;
    }

    private List<Integer> classMap() {
        List<Integer> map = new ArrayList<>();
        for (int at = 0; at < 256; at += 4) {
            map.add(classOf[at] | classOf[at + 1] << 8 | classOf[at + 2] << 16 | classOf[at + 3] << 24);
        }
        return map;
    }

    private List<Integer> transitions(int stride) {
        List<Integer> rows = new ArrayList<>();
        for (int[] row : next) {
            for (int c = 0; c < stride; c++) {
                rows.add(c < classes ? row[c] * stride : 0);
            }
        }
        return rows;
    }

    private static void lists(List<Integer> words, int[] header, int at, List<int[]> lists) {
        List<Integer> index = new ArrayList<>(List.of(0));
        List<Integer> entries = new ArrayList<>();
        for (int[] list : lists) {
            for (int entry : list) {
                entries.add(entry);
            }
            index.add(entries.size());
        }
        header[at] = section(words, index);
        header[at + 1] = section(words, entries);
    }
}
