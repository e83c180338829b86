package dev.coresident.automata.scan.file;

/**
 * Room for the events of slots, which the legs of a group hand round: a leg has some only while it holds events. As many arrays are kept
 * as usually are in use at once, the larger ones. One thread.
 */
final class SpareWords {
    static final int[] NONE = new int[0];
    private static final int FIRST = 1 << 10;
    /** Arrays that are kept, of at most 256 KiB each: as much as a leg ahead of its turn holds. */
    private static final int MOST = 8;

    private static final int MOST_WORDS = 1 << 16;

    private final int[][] spare = new int[MOST][];
    private int count;

    /**
     * Larger room.
     *
     * @param words what there is
     * @param used how much of it is in use, and copied
     * @param wanted how much there must be
     */
    int[] grown(int[] words, int used, int wanted) {
        int[] larger = take();
        if (larger.length < wanted) {
            larger = new int[Math.max(wanted, Math.max(FIRST, 2 * Math.max(words.length, larger.length)))];
        }
        System.arraycopy(words, 0, larger, 0, used);
        giveBack(words);
        return larger;
    }

    private int[] take() {
        return count == 0 ? NONE : spare[--count];
    }

    /** Keeps it, unless there are enough. */
    void giveBack(int[] words) {
        if (words.length > 0 && words.length <= MOST_WORDS && count < MOST) {
            spare[count++] = words;
        }
    }
}
