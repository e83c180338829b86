package dev.coresident.backend.sim.scan.literal;

/** Looks at the windows of an input eight at a time, in plain Java. */
final class WindowFilter implements CandidateFilter {
    private static final int AT_ONCE = 8;

    private final WindowTable table;

    WindowFilter(WindowTable table) {
        this.table = table;
    }

    @Override
    public boolean scan(byte[] text, int from, int to, Ends ends) {
        int at = from + 1 - table.width;
        int step = table.step;
        int last = to - table.width - (AT_ONCE - 1) * step;
        while (at <= last) {
            at = hit(text, at, last);
            if (at <= last) {
                for (int i = 0; i < AT_ONCE; i++) {
                    if (!table.offer(text, at + i * step, to, ends)) {
                        return false;
                    }
                }
                at += AT_ONCE * step;
            }
        }
        for (; at + table.width <= to; at += step) {
            if (!table.offer(text, at, to, ends)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The first of the windows from which eight hold one that is in the table, or above {@code last} if none do. A loop for each step:
     * only where the compiler knows the stride are places not checked at every look, which is worth a fifth to a half.
     */
    private int hit(byte[] text, int at, int last) {
        if (table.mask != -1L) {
            return caseless(text, at, last);
        }
        byte[] distances = table.distances;
        long factor = table.factor;
        int shift = table.shift;
        return switch (table.step) {
            case 1 -> by1(text, at, last, distances, factor, shift);
            case 2 -> by2(text, at, last, distances, factor, shift);
            case 3 -> by3(text, at, last, distances, factor, shift);
            case 4 -> by4(text, at, last, distances, factor, shift);
            case 5 -> by5(text, at, last, distances, factor, shift);
            case 6 -> by6(text, at, last, distances, factor, shift);
            case 7 -> by7(text, at, last, distances, factor, shift);
            default -> by8(text, at, last, distances, factor, shift);
        };
    }

    private int caseless(byte[] text, int from, int last) {
        byte[] distances = table.distances;
        long mask = table.mask;
        long factor = table.factor;
        int shift = table.shift;
        int step = table.step;
        int at = from;
        while (at <= last && eight(text, at, step, mask, distances, factor, shift) == 0) {
            at += AT_ONCE * step;
        }
        return at;
    }

    private static int by1(byte[] text, int from, int last, byte[] distances, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 1, -1L, distances, factor, shift) == 0) {
            at += 8;
        }
        return at;
    }

    private static int by2(byte[] text, int from, int last, byte[] distances, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 2, -1L, distances, factor, shift) == 0) {
            at += 16;
        }
        return at;
    }

    private static int by3(byte[] text, int from, int last, byte[] distances, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 3, -1L, distances, factor, shift) == 0) {
            at += 24;
        }
        return at;
    }

    private static int by4(byte[] text, int from, int last, byte[] distances, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 4, -1L, distances, factor, shift) == 0) {
            at += 32;
        }
        return at;
    }

    private static int by5(byte[] text, int from, int last, byte[] distances, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 5, -1L, distances, factor, shift) == 0) {
            at += 40;
        }
        return at;
    }

    private static int by6(byte[] text, int from, int last, byte[] distances, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 6, -1L, distances, factor, shift) == 0) {
            at += 48;
        }
        return at;
    }

    private static int by7(byte[] text, int from, int last, byte[] distances, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 7, -1L, distances, factor, shift) == 0) {
            at += 56;
        }
        return at;
    }

    private static int by8(byte[] text, int from, int last, byte[] distances, long factor, int shift) {
        int at = from;
        while (at <= last && eight(text, at, 8, -1L, distances, factor, shift) == 0) {
            at += 64;
        }
        return at;
    }

    private static int eight(byte[] text, int at, int step, long mask, byte[] distances, long factor, int shift) {
        return look(text, at, mask, distances, factor, shift)
                | look(text, at + step, mask, distances, factor, shift)
                | look(text, at + 2 * step, mask, distances, factor, shift)
                | look(text, at + 3 * step, mask, distances, factor, shift)
                | look(text, at + 4 * step, mask, distances, factor, shift)
                | look(text, at + 5 * step, mask, distances, factor, shift)
                | look(text, at + 6 * step, mask, distances, factor, shift)
                | look(text, at + 7 * step, mask, distances, factor, shift);
    }

    private static int look(byte[] text, int at, long mask, byte[] distances, long factor, int shift) {
        return distances[(int) ((((long) LiteralImage.LONG.get(text, at) & mask) * factor) >>> shift)];
    }
}
