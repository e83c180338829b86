package dev.coresident.backend.sim.scan.window;

/** Looks at windows eight at a time, in plain Java. */
final class PlainWindows implements PlaceSearch {
    private static final int AT_ONCE = 8;
    private static final int MOST_AT_ONCE = 128;

    private final WindowSet windows;

    PlainWindows(WindowSet windows) {
        this.windows = windows;
    }

    @Override
    public int step() {
        return windows.step;
    }

    @Override
    public int find(byte[] text, int at, int places, int[] found, int known) {
        int step = windows.step;
        int next = at;
        int count = known;
        int behind = at + places * step;
        int last = behind - AT_ONCE * step;
        int run = AT_ONCE;
        while (next <= last) {
            int hit = hit(text, next, last);
            if (hit <= last) {
                run = hit == next ? Math.min(2 * run, MOST_AT_ONCE) : AT_ONCE;
                next = Math.min(behind, hit + run * step);
                count = add(text, hit, next, found, count);
            } else {
                next = hit;
            }
        }
        return add(text, next, behind, found, count);
    }

    /** Looks at windows one by one: where many are noted that is cheaper than to stop at each. */
    private int add(byte[] text, int from, int to, int[] found, int known) {
        byte[] notes = windows.notes;
        long mask = windows.mask;
        long factor = windows.factor;
        int shift = windows.shift;
        int step = windows.step;
        int count = known;
        for (int at = from; at < to; at += step) {
            found[count] = at;
            count += ((look(text, at, mask, notes, factor, shift) & 0xFF) + 0xFF) >>> 8;
        }
        return count;
    }

    /**
     * The first of the windows from which eight hold one that is noted, or above {@code last} if none do. A loop for each step:
     * only where the compiler knows the stride are places not checked at every look, which is worth a fifth to a half.
     */
    private int hit(byte[] text, int at, int last) {
        if (windows.mask != -1L) {
            return caseless(text, at, last);
        }
        byte[] notes = windows.notes;
        long factor = windows.factor;
        int shift = windows.shift;
        return switch (windows.step) {
            case 1 -> by1(text, at, last, notes, factor, shift);
            case 2 -> by2(text, at, last, notes, factor, shift);
            case 3 -> by3(text, at, last, notes, factor, shift);
            case 4 -> by4(text, at, last, notes, factor, shift);
            case 5 -> by5(text, at, last, notes, factor, shift);
            case 6 -> by6(text, at, last, notes, factor, shift);
            case 7 -> by7(text, at, last, notes, factor, shift);
            default -> by8(text, at, last, notes, factor, shift);
        };
    }

    private int caseless(byte[] text, int from, int last) {
        byte[] notes = windows.notes;
        long mask = windows.mask;
        long factor = windows.factor;
        int shift = windows.shift;
        int step = windows.step;
        int at = from;
        while (at <= last && eight(text, at, step, mask, notes, factor, shift) == 0) {
            at += AT_ONCE * step;
        }
        return at;
    }

    private static int by1(byte[] text, int from, int last, byte[] notes, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 1, -1L, notes, factor, shift) == 0) {
            at += 8;
        }
        return at;
    }

    private static int by2(byte[] text, int from, int last, byte[] notes, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 2, -1L, notes, factor, shift) == 0) {
            at += 16;
        }
        return at;
    }

    private static int by3(byte[] text, int from, int last, byte[] notes, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 3, -1L, notes, factor, shift) == 0) {
            at += 24;
        }
        return at;
    }

    private static int by4(byte[] text, int from, int last, byte[] notes, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 4, -1L, notes, factor, shift) == 0) {
            at += 32;
        }
        return at;
    }

    private static int by5(byte[] text, int from, int last, byte[] notes, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 5, -1L, notes, factor, shift) == 0) {
            at += 40;
        }
        return at;
    }

    private static int by6(byte[] text, int from, int last, byte[] notes, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 6, -1L, notes, factor, shift) == 0) {
            at += 48;
        }
        return at;
    }

    private static int by7(byte[] text, int from, int last, byte[] notes, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 7, -1L, notes, factor, shift) == 0) {
            at += 56;
        }
        return at;
    }

    private static int by8(byte[] text, int from, int last, byte[] notes, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 8, -1L, notes, factor, shift) == 0) {
            at += 64;
        }
        return at;
    }

    private static int eight(byte[] text, int at, int step, long mask, byte[] notes, long factor, int shift) {
        return look(text, at, mask, notes, factor, shift)
                | look(text, at + step, mask, notes, factor, shift)
                | look(text, at + 2 * step, mask, notes, factor, shift)
                | look(text, at + 3 * step, mask, notes, factor, shift)
                | look(text, at + 4 * step, mask, notes, factor, shift)
                | look(text, at + 5 * step, mask, notes, factor, shift)
                | look(text, at + 6 * step, mask, notes, factor, shift)
                | look(text, at + 7 * step, mask, notes, factor, shift);
    }

    private static int look(byte[] text, int at, long mask, byte[] notes, long factor, int shift) {
        return notes[(int) ((((long) WindowSet.LONG.get(text, at) & mask) * factor) >>> shift)];
    }
}
