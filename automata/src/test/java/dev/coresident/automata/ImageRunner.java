package dev.coresident.automata;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Walks an image word by word as the layout says, one byte of input at a time; keeps nothing but the state. */
final class ImageRunner {

    /** A match of a group-local rule ends at {@code end}. */
    record Event(int rule, long end) {}

    private final ByteBuffer image;
    private final List<Event> events = new ArrayList<>();
    private int row;
    private long offset;

    ImageRunner(MemorySegment image) {
        this.image = image.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int start = word(9);
        this.row = start * word(7);
        accepts(start, 0);
    }

    int word(int index) {
        return image.getInt(4 * index);
    }

    void feed(byte[] input, int from, int to) {
        for (int at = from; at < to; at++) {
            int byteClass = image.get(4 * word(12) + (input[at] & 0xFF)) & 0xFF;
            row = word(word(13) + row + byteClass);
            offset++;
            accepts(row / word(7), offset);
        }
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

    List<Event> finish() {
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
