package dev.coresident.backend.sim.scan.nfa;

/**
 * Walks four parts of a block at once through a {@link LazyAutomaton}, as the streams of deterministic images do: four chains of loads
 * fill each other's gaps. Parts after the first start from a guess: the state after the 64 bytes before the part, walked from the state
 * at the block's start, so that what has been waiting for long is waiting in the guess too. Nothing is reported here.
 */
final class LazyStreams {
    /** Parts of a block. */
    static final int PARTS = 4;
    /** Bytes between two noted states. A part is a multiple of it. */
    static final int SEGMENT = 256;
    /** The longest part. */
    static final int LONGEST_PART = 16_384;

    private static final int WARM_UP = 64;

    private final long[][] hits = new long[PARTS][LONGEST_PART];
    private final int[] hitCount = new int[PARTS];
    private final int[] guess = new int[PARTS];
    private final int[][] rows = new int[PARTS][LONGEST_PART / SEGMENT];

    /**
     * Walks a block.
     *
     * @param part bytes of a part, a multiple of {@link #SEGMENT}
     * @param row where the first part starts
     * @return false if the automaton is full; then nothing here means anything
     */
    boolean walk(LazyAutomaton automaton, byte[] block, int part, int row) {
        guess[0] = row;
        for (int k = 1; k < PARTS; k++) {
            guess[k] = walkSilently(automaton, block, k * part - WARM_UP, k * part, row);
            if (guess[k] == LazyAutomaton.FULL) {
                return false;
            }
        }
        for (int k = 0; k < PARTS; k++) {
            hitCount[k] = 0;
        }
        return walkAll(automaton, block, part);
    }

    /** The row after walking a range without a look at reports, or {@link LazyAutomaton#FULL}. */
    static int walkSilently(LazyAutomaton automaton, byte[] block, int from, int to, int row) {
        char[] classes = automaton.image.classes.of;
        int r = row;
        for (int i = from; i < to; i++) {
            int byteClass = classes[block[i] & 0xFF];
            int entry = automaton.table[r + byteClass];
            if (entry == 0) {
                entry = automaton.fill(r, byteClass);
                if (entry == LazyAutomaton.FULL) {
                    return LazyAutomaton.FULL;
                }
            }
            r = Math.abs(entry);
        }
        return r;
    }

    private boolean walkAll(LazyAutomaton automaton, byte[] block, int part) {
        final char[] classes = automaton.image.classes.of;
        int[] table = automaton.table;
        final int second = part;
        final int third = 2 * part;
        final int fourth = 3 * part;
        int a = guess[0];
        int b = guess[1];
        int c = guess[2];
        int d = guess[3];
        for (int from = 0; from < part; from += SEGMENT) {
            for (int i = from; i < from + SEGMENT; i++) {
                int nextA = table[a + classes[block[i] & 0xFF]];
                int nextB = table[b + classes[block[i + second] & 0xFF]];
                int nextC = table[c + classes[block[i + third] & 0xFF]];
                int nextD = table[d + classes[block[i + fourth] & 0xFF]];
                if (Math.min(Math.min(nextA, nextB), Math.min(nextC, nextD)) <= 0) {
                    nextA = settle(automaton, 0, i, a, nextA, classes[block[i] & 0xFF]);
                    nextB = settle(automaton, 1, i, b, nextB, classes[block[i + second] & 0xFF]);
                    nextC = settle(automaton, 2, i, c, nextC, classes[block[i + third] & 0xFF]);
                    nextD = settle(automaton, 3, i, d, nextD, classes[block[i + fourth] & 0xFF]);
                    if (nextA == 0 || nextB == 0 || nextC == 0 || nextD == 0) {
                        return false;
                    }
                    table = automaton.table;
                }
                a = nextA;
                b = nextB;
                c = nextC;
                d = nextD;
            }
            int segment = from / SEGMENT;
            rows[0][segment] = a;
            rows[1][segment] = b;
            rows[2][segment] = c;
            rows[3][segment] = d;
        }
        return true;
    }

    /** The row of an entry, its transition worked out and its hit noted; {@link LazyAutomaton#FULL} if there is no room. */
    private int settle(LazyAutomaton automaton, int k, int offset, int row, int entry, int byteClass) {
        if (entry > 0) {
            return entry;
        }
        int known = entry == 0 ? automaton.fill(row, byteClass) : entry;
        if (known < 0) {
            hits[k][hitCount[k]++] = (long) offset << 32 | -known;
            return -known;
        }
        return known;
    }

    /** The row that a part was started from. */
    int guess(int k) {
        return guess[k];
    }

    /** The row after a segment of a part. */
    int rowAfter(int k, int segment) {
        return rows[k][segment];
    }

    int hitCount(int k) {
        return hitCount[k];
    }

    /** The offset of a hit in its part. */
    int hitOffset(int k, int index) {
        return (int) (hits[k][index] >>> 32);
    }

    /** The reporting row of a hit. */
    int hitRow(int k, int index) {
        return (int) hits[k][index];
    }
}
