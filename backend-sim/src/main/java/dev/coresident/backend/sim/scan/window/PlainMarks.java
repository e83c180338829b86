package dev.coresident.backend.sim.scan.window;

/**
 * Looks at windows eight at a time, in plain Java, in the table that vectors use: for so many windows that in the other one every group of eight
 * would hold a byte by chance.
 */
final class PlainMarks implements PlaceSearch {
    private static final int AT_ONCE = 8;

    private final WindowSet windows;

    PlainMarks(WindowSet windows) {
        this.windows = windows;
    }

    @Override
    public int step() {
        return windows.step;
    }

    @Override
    public int find(byte[] text, int at, int places, int[] found, int known) {
        int[] marks = windows.marks;
        long kept = windows.kept;
        long factor = windows.markFactor;
        int shift = windows.markShift;
        int step = windows.step;
        int count = known;
        int next = at;
        int behind = at + places * step;
        int last = behind - AT_ONCE * step;
        while (next <= last) {
            int hit = hit(text, next, last, step, kept, marks, factor, shift);
            next = hit <= last ? hit + AT_ONCE * step : hit;
            for (int one = hit; one < next; one += step) {
                found[count] = one;
                count += look(text, one, kept, marks, factor, shift) >>> 31;
            }
        }
        for (; next < behind; next += step) {
            found[count] = next;
            count += look(text, next, kept, marks, factor, shift) >>> 31;
        }
        return count;
    }

    /** The first of the windows from which eight hold one that is marked, or above {@code last} if none do. */
    private static int hit(byte[] text, int from, int last, int step, long kept, int[] marks, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, step, kept, marks, factor, shift) >= 0) {
            at += AT_ONCE * step;
        }
        return at;
    }

    private static int eight(byte[] text, int at, int step, long kept, int[] marks, long factor, int shift) {
        return look(text, at, kept, marks, factor, shift)
                | look(text, at + step, kept, marks, factor, shift)
                | look(text, at + 2 * step, kept, marks, factor, shift)
                | look(text, at + 3 * step, kept, marks, factor, shift)
                | look(text, at + 4 * step, kept, marks, factor, shift)
                | look(text, at + 5 * step, kept, marks, factor, shift)
                | look(text, at + 6 * step, kept, marks, factor, shift)
                | look(text, at + 7 * step, kept, marks, factor, shift);
    }

    /** Negative if both bits are there. */
    private static int look(byte[] text, int at, long kept, int[] marks, long factor, int shift) {
        int hash = (int) ((((long) WindowSet.LONG.get(text, at) & kept) * factor) >>> WindowSet.HASH_SHIFT);
        int word = marks[hash >>> shift];
        return (word << hash) & (word << (hash >>> WindowSet.SECOND_SHIFT));
    }
}
