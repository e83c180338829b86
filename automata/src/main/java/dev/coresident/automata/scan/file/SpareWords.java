package dev.coresident.automata.scan.file;

/** Room for the events of one slot after the other, which the legs of a group hand round: the largest that was needed is kept. One thread. */
final class SpareWords {
    static final int[] NONE = new int[0];
    private static final int FIRST = 1 << 10;
    /** 1 MiB, the events of a few slots. */
    private static final int MOST_KEPT = 1 << 18;

    private int[] spare = NONE;

    /**
     * Larger room.
     *
     * @param words what there is
     * @param used how much of it is in use, and copied
     * @param wanted how much there must be
     */
    int[] grown(int[] words, int used, int wanted) {
        int[] larger = spare;
        spare = NONE;
        if (larger.length < wanted) {
            larger = new int[Math.max(wanted, Math.max(FIRST, 2 * words.length))];
        }
        System.arraycopy(words, 0, larger, 0, used);
        giveBack(words);
        return larger;
    }

    /** Keeps it if it is the largest. */
    void giveBack(int[] words) {
        if (words.length > spare.length && words.length <= MOST_KEPT) {
            spare = words;
        }
    }
}
