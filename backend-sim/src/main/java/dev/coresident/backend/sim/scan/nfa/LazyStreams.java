package dev.coresident.backend.sim.scan.nfa;

/**
 * Walks four parts of a block at once through a {@link LazyAutomaton}, as the streams of deterministic images do: chains of loads fill
 * each other's gaps. Parts after the first start from a guess: the state after the 64 bytes before the part, walked from the state at the
 * block's start, so that what has been waiting for long is waiting in the guess too. Nothing is reported here.
 */
final class LazyStreams {
    /** Parts of a block. */
    static final int PARTS = 4;
    /** Bytes between two noted states. A part is a multiple of it. */
    static final int SEGMENT = 256;
    /** The longest part. */
    static final int LONGEST_PART = 16_384;

    private static final int WARM_UP = 64;

    private final int[][] hitOffsets = new int[PARTS][LONGEST_PART];
    private final long[][] hitRows = new long[PARTS][LONGEST_PART];
    private final int[] hitCount = new int[PARTS];
    private final long[] guess = new long[PARTS];
    private final long[][] rows = new long[PARTS][LONGEST_PART / SEGMENT];

    /** Both rows of a state in one value. */
    static long state(int front, int back) {
        return (long) front << 32 | back;
    }

    static int front(long state) {
        return (int) (state >>> 32);
    }

    static int back(long state) {
        return (int) state;
    }

    /**
     * Walks a block.
     *
     * @param part bytes of a part, a multiple of {@link #SEGMENT}
     * @param from where the first part starts
     * @return false if the automaton is full; then nothing here means anything
     */
    boolean walk(LazyAutomaton automaton, byte[] block, int part, long from) {
        guess[0] = from;
        for (int k = 1; k < PARTS; k++) {
            if (!walkSilently(automaton, block, k * part - WARM_UP, k * part, from)) {
                return false;
            }
            guess[k] = state(automaton.frontRow, automaton.backRow);
        }
        for (int k = 0; k < PARTS; k++) {
            hitCount[k] = 0;
        }
        return walkAll(automaton, block, part);
    }

    /** Leaves the automaton in the state after a range, reports not looked at; false if it is full. */
    static boolean walkSilently(LazyAutomaton automaton, byte[] block, int from, int to, long start) {
        char[] classes = automaton.image.classes.of;
        int front = front(start);
        int back = back(start);
        automaton.frontRow = front;
        automaton.backRow = back;
        for (int i = from; i < to; i++) {
            if (automaton.step(front, back, classes[block[i] & 0xFF]) == LazyAutomaton.FULL) {
                return false;
            }
            front = automaton.frontRow;
            back = automaton.backRow;
        }
        return true;
    }

    private boolean walkAll(LazyAutomaton automaton, byte[] block, int part) {
        final char[] classes = automaton.image.classes.of;
        int[] front = automaton.front.table;
        int[] back = automaton.back.table;
        final int second = part;
        final int third = 2 * part;
        final int fourth = 3 * part;
        int frontA = front(guess[0]);
        int frontB = front(guess[1]);
        int frontC = front(guess[2]);
        int frontD = front(guess[3]);
        int backA = back(guess[0]);
        int backB = back(guess[1]);
        int backC = back(guess[2]);
        int backD = back(guess[3]);
        for (int from = 0; from < part; from += SEGMENT) {
            for (int i = from; i < from + SEGMENT; i++) {
                final int a = classes[block[i] & 0xFF];
                final int b = classes[block[i + second] & 0xFF];
                final int c = classes[block[i + third] & 0xFF];
                final int d = classes[block[i + fourth] & 0xFF];
                int nextA = front[frontA + a];
                int nextB = front[frontB + b];
                int nextC = front[frontC + c];
                int nextD = front[frontD + d];
                int behindA = back[backA + a];
                int behindB = back[backB + b];
                int behindC = back[backC + c];
                int behindD = back[backD + d];
                if (Math.min(
                                Math.min(Math.min(nextA, nextB), Math.min(nextC, nextD)),
                                Math.min(Math.min(behindA, behindB), Math.min(behindC, behindD)))
                        <= 0) {
                    if (Math.min(nextA, behindA) <= 0) {
                        if (!step(automaton, 0, i, frontA, backA, a)) {
                            return false;
                        }
                        nextA = automaton.frontRow;
                        behindA = automaton.backRow;
                    }
                    if (Math.min(nextB, behindB) <= 0) {
                        if (!step(automaton, 1, i, frontB, backB, b)) {
                            return false;
                        }
                        nextB = automaton.frontRow;
                        behindB = automaton.backRow;
                    }
                    if (Math.min(nextC, behindC) <= 0) {
                        if (!step(automaton, 2, i, frontC, backC, c)) {
                            return false;
                        }
                        nextC = automaton.frontRow;
                        behindC = automaton.backRow;
                    }
                    if (Math.min(nextD, behindD) <= 0) {
                        if (!step(automaton, 3, i, frontD, backD, d)) {
                            return false;
                        }
                        nextD = automaton.frontRow;
                        behindD = automaton.backRow;
                    }
                    front = automaton.front.table;
                    back = automaton.back.table;
                }
                frontA = nextA;
                frontB = nextB;
                frontC = nextC;
                frontD = nextD;
                backA = behindA;
                backB = behindB;
                backC = behindC;
                backD = behindD;
            }
            int segment = from / SEGMENT;
            rows[0][segment] = state(frontA, backA);
            rows[1][segment] = state(frontB, backB);
            rows[2][segment] = state(frontC, backC);
            rows[3][segment] = state(frontD, backD);
        }
        return true;
    }

    /** A step that is new, reports or opens a gate; the hit is noted. False if there is no room. */
    private boolean step(LazyAutomaton automaton, int k, int offset, int front, int back, int byteClass) {
        int answer = automaton.step(front, back, byteClass);
        if (answer == LazyAutomaton.REPORTS) {
            int hit = hitCount[k]++;
            hitOffsets[k][hit] = offset;
            hitRows[k][hit] = state(automaton.frontRow, automaton.backRow);
        }
        return answer != LazyAutomaton.FULL;
    }

    /** The state that a part was started from. */
    long guess(int k) {
        return guess[k];
    }

    /** The state after a segment of a part. */
    long stateAfter(int k, int segment) {
        return rows[k][segment];
    }

    int hitCount(int k) {
        return hitCount[k];
    }

    /** The offset of a hit in its part. */
    int hitOffset(int k, int index) {
        return hitOffsets[k][index];
    }

    /** The reporting state of a hit. */
    long hitState(int k, int index) {
        return hitRows[k][index];
    }
}
