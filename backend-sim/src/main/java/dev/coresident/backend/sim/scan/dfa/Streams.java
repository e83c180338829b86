package dev.coresident.backend.sim.scan.dfa;

/**
 * Walks four parts of a block at once. One walk is a chain of loads, each waiting for the last; four chains fill the gaps, which is worth
 * about two and a half times (measured on 100 literals). Parts after the first start from a guess: the state after the 64 bytes
 * before the part, walked from the start state. Most automata forget their past within a few bytes. Nothing is reported here: accepting
 * entries are noted as hits, and states at every {@link #SEGMENT} bytes, so that the caller can repair a part whose guess was wrong.
 *
 * <p>Two loops with the same outcome: a branch for each byte of four parts where hits are rare, and none where they are
 * frequent, since a branch that nobody can foresee costs more than always storing.
 */
final class Streams {
    /** Parts of a block. */
    static final int PARTS = 4;
    /** Bytes between two noted states. A part is a multiple of it. */
    static final int SEGMENT = 256;
    /** The longest part. */
    static final int LONGEST_PART = 16_384;

    private static final int WARM_UP = 64;
    /** From one hit in so many bytes on, the loop without branches is the faster one. */
    private static final int FREQUENT = 24;

    private final long[][] hits = new long[PARTS][LONGEST_PART + 1];
    private final int[] hitCount = new int[PARTS];
    private final int[] guess = new int[PARTS];
    private final int[][] states = new int[PARTS][LONGEST_PART / SEGMENT];

    /**
     * Walks a block.
     *
     * @param image the automaton
     * @param block holds the block from 0 on
     * @param part bytes of a part, a multiple of {@link #SEGMENT}
     * @param row where the first part starts
     */
    void walk(DfaImage image, byte[] block, int part, int row) {
        guess[0] = row;
        for (int k = 1; k < PARTS; k++) {
            guess[k] = walkSilently(image, block, k * part - WARM_UP, k * part, image.startRow);
        }
        if (image.hitsFrequent) {
            walkFrequent(image, block, part);
        } else {
            walkRare(image, block, part);
        }
        image.hitsFrequent = hitCount[0] + hitCount[1] + hitCount[2] + hitCount[3] > part * PARTS / FREQUENT;
    }

    /** The row after walking a range without looking for accepting states. */
    static int walkSilently(DfaImage image, byte[] block, int from, int to, int row) {
        int[] table = image.transitions;
        char[] classes = image.classes;
        int r = row;
        for (int i = from; i < to; i++) {
            r = table[r + classes[block[i] & 0xFF]];
        }
        return r;
    }

    private void walkRare(DfaImage image, byte[] block, int part) {
        final int[] table = image.transitions;
        final char[] classes = image.classes;
        final int accept = image.acceptRow;
        final int second = part;
        final int third = 2 * part;
        final int fourth = 3 * part;
        int a = guess[0];
        int b = guess[1];
        int c = guess[2];
        int d = guess[3];
        clearHits();
        for (int from = 0; from < part; from += SEGMENT) {
            for (int i = from; i < from + SEGMENT; i++) {
                a = table[a + classes[block[i] & 0xFF]];
                b = table[b + classes[block[i + second] & 0xFF]];
                c = table[c + classes[block[i + third] & 0xFF]];
                d = table[d + classes[block[i + fourth] & 0xFF]];
                if (Math.max(Math.max(a, b), Math.max(c, d)) >= accept) {
                    note(accept, i, a, b, c, d);
                }
            }
            noteStates(from / SEGMENT, a, b, c, d);
        }
    }

    private void note(int accept, int i, int a, int b, int c, int d) {
        noteOne(accept, 0, i, a);
        noteOne(accept, 1, i, b);
        noteOne(accept, 2, i, c);
        noteOne(accept, 3, i, d);
    }

    private void noteOne(int accept, int k, int i, int row) {
        if (row >= accept) {
            hits[k][hitCount[k]++] = hit(i, row);
        }
    }

    private void walkFrequent(DfaImage image, byte[] block, int part) {
        final int[] table = image.transitions;
        final char[] classes = image.classes;
        final int below = image.acceptRow - 1;
        final int second = part;
        final int third = 2 * part;
        final int fourth = 3 * part;
        final long[] hitsA = hits[0];
        final long[] hitsB = hits[1];
        final long[] hitsC = hits[2];
        final long[] hitsD = hits[3];
        int a = guess[0];
        int b = guess[1];
        int c = guess[2];
        int d = guess[3];
        int countA = 0;
        int countB = 0;
        int countC = 0;
        int countD = 0;
        for (int from = 0; from < part; from += SEGMENT) {
            for (int i = from; i < from + SEGMENT; i++) {
                a = table[a + classes[block[i] & 0xFF]];
                b = table[b + classes[block[i + second] & 0xFF]];
                c = table[c + classes[block[i + third] & 0xFF]];
                d = table[d + classes[block[i + fourth] & 0xFF]];
                hitsA[countA] = hit(i, a);
                hitsB[countB] = hit(i, b);
                hitsC[countC] = hit(i, c);
                hitsD[countD] = hit(i, d);
                countA += (below - a) >>> 31;
                countB += (below - b) >>> 31;
                countC += (below - c) >>> 31;
                countD += (below - d) >>> 31;
            }
            noteStates(from / SEGMENT, a, b, c, d);
        }
        hitCount[0] = countA;
        hitCount[1] = countB;
        hitCount[2] = countC;
        hitCount[3] = countD;
    }

    private void clearHits() {
        for (int k = 0; k < PARTS; k++) {
            hitCount[k] = 0;
        }
    }

    private void noteStates(int segment, int a, int b, int c, int d) {
        states[0][segment] = a;
        states[1][segment] = b;
        states[2][segment] = c;
        states[3][segment] = d;
    }

    private static long hit(int offset, int row) {
        return (long) offset << 32 | row;
    }

    /** The row that a part was started from. */
    int guess(int k) {
        return guess[k];
    }

    /** The row after a segment of a part. */
    int rowAfter(int k, int segment) {
        return states[k][segment];
    }

    int hitCount(int k) {
        return hitCount[k];
    }

    /** The offset of a hit in its part. */
    int hitOffset(int k, int index) {
        return (int) (hits[k][index] >>> 32);
    }

    /** The accepting row of a hit. */
    int hitRow(int k, int index) {
        return (int) hits[k][index];
    }
}
