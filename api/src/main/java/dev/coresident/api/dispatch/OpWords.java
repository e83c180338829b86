package dev.coresident.api.dispatch;

/** The words that a slot carried to its op: at most 12, each a u32. A view of the moment: valid during the call that it was given to. */
public interface OpWords {
    /** The most words of an op, and the most of its result. */
    int MOST = 12;

    /** How many there are. */
    int count();

    /**
     * One of them, a u32.
     *
     * @throws IndexOutOfBoundsException if there are fewer
     */
    int word(int index);

    /** Words of the caller's own, for a call of another handler or a test; they are copied. */
    static OpWords of(int... words) {
        return OwnWords.copyOf(words);
    }
}
