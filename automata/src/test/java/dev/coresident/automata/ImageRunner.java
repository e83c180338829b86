package dev.coresident.automata;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Walks an image word by word as the layouts say, one byte of input at a time; keeps nothing but the state. */
final class ImageRunner {

    private static final int KIND_NFA = 3;

    /** A match of a group-local rule ends at {@code end}. */
    record Event(int rule, long end) {}

    private final ByteBuffer image;
    private final List<Event> events = new ArrayList<>();
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private int row;
    private BitSet active = new BitSet();
    private long offset;

    ImageRunner(MemorySegment image) {
        this.image = image.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (isNfa()) {
            active.set(0);
            reports(17);
            return;
        }
        if (isTexts()) {
            return;
        }
        int start = word(9);
        this.row = start * word(7);
        accepts(start, 0);
    }

    private boolean isNfa() {
        return word(2) == KIND_NFA;
    }

    private void step(int value) {
        BitSet enabled = new BitSet();
        active.stream().forEach(state -> {
            for (int at = word(word(14) + state); at < word(word(14) + state + 1); at++) {
                enabled.set(word(word(15) + at));
            }
        });
        for (int at = 0; at < word(10); at++) {
            enabled.set(word(word(16) + at));
        }
        active = new BitSet();
        enabled.stream()
                .filter(state -> (word(word(12) + 8 * word(word(13) + state) + value / 32) >>> value % 32 & 1) != 0)
                .forEach(active::set);
        offset++;
        reports(17);
    }

    /** What the active states say by the list of an index, each report once. */
    private void reports(int indexWord) {
        TreeSet<Integer> reports = new TreeSet<>();
        active.stream().forEach(state -> {
            for (int at = word(word(indexWord) + state); at < word(word(indexWord) + state + 1); at++) {
                reports.add(word(word(indexWord + 1) + at));
            }
        });
        reports.forEach(report -> events.add(new Event(report >>> 1, offset - (report & 1))));
    }

    int word(int index) {
        return image.getInt(4 * index);
    }

    void feed(byte[] input, int from, int to) {
        if (isTexts()) {
            feedTexts(input, from, to);
            return;
        }
        for (int at = from; at < to; at++) {
            if (isNfa()) {
                step(input[at] & 0xFF);
                continue;
            }
            int byteClass = image.get(4 * word(12) + (input[at] & 0xFF)) & 0xFF;
            row = word(word(13) + row + byteClass);
            offset++;
            accepts(row / word(7), offset);
        }
    }

    private boolean isTexts() {
        return word(2) == 2;
    }

    private void feedTexts(byte[] input, int from, int to) {
        for (int at = from; at < to; at++) {
            seen.write(input[at]);
            offset++;
            byte[] all = seen.toByteArray();
            TreeSet<Integer> rules = new TreeSet<>();
            longest(all, false, rules);
            longest(all, true, rules);
            for (int rule : rules) {
                events.add(new Event(rule, offset));
            }
        }
    }

    /** The list of the longest text of a mode that the bytes end with. */
    private void longest(byte[] all, boolean caselessMode, Set<Integer> rules) {
        int best = -1;
        int bestLength = 0;
        for (int text = 0; text < word(6); text++) {
            int length = word(word(13) + 4 * text + 1) & 0x7FFF_FFFF;
            boolean caseless = word(word(13) + 4 * text + 1) < 0;
            if (caseless == caselessMode
                    && length > bestLength
                    && endsWith(all, word(word(13) + 4 * text), length, caseless)) {
                best = text;
                bestLength = length;
            }
        }
        for (int at = best < 0 ? 0 : word(word(13) + 4 * best + 2);
                best >= 0 && at < word(word(13) + 4 * best + 3);
                at++) {
            rules.add(word(word(14) + at));
        }
    }

    private boolean endsWith(byte[] all, int textAt, int length, boolean caseless) {
        for (int i = 0; i < length; i++) {
            int found = length > all.length ? -1 : all[all.length - length + i] & 0xFF;
            int wanted = image.get(4 * word(16) + textAt + i) & 0xFF;
            if (found != wanted && !(caseless && found >= 'A' && found <= 'Z' && found + 32 == wanted)) {
                return false;
            }
        }
        return true;
    }

    private void accepts(int state, long end) {
        int first = word(10);
        if (state >= first) {
            int from = word(word(14) + state - first);
            int to = word(word(14) + state - first + 1);
            for (int at = from; at < to; at++) {
                int entry = word(word(15) + at);
                events.add(new Event(entry >>> 1, end - (entry & 1)));
            }
        }
    }

    /** The events, of an NFA image without the repeated ones: it may say an end at its byte and at the next one. */
    List<Event> finish() {
        if (isTexts()) {
            return events;
        }
        if (isNfa()) {
            reports(19);
            return events.stream().distinct().toList();
        }
        int state = row / word(7);
        for (int at = word(word(16) + state); at < word(word(16) + state + 1); at++) {
            int entry = word(word(17) + at);
            events.add(new Event(entry >>> 1, offset - (entry & 1)));
        }
        return events;
    }

    static List<Event> run(MemorySegment image, byte[] input) {
        ImageRunner runner = new ImageRunner(image);
        runner.feed(input, 0, input.length);
        return runner.finish();
    }
}
