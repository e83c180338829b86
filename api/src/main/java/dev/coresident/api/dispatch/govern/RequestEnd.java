package dev.coresident.api.dispatch.govern;

import org.jspecify.annotations.Nullable;

/** How an op of a request ended, as those read it who remember it: nothing is kept of the object itself. */
public interface RequestEnd {
    /** The most result words. */
    int MOST_RESULTS = 12;

    /** 0 if it ended well, else the number of the fault kind. */
    int kindNumber();

    /** How many result words there are, at most {@link #MOST_RESULTS}. */
    int resultCount();

    /** A result word. */
    int result(int index);

    /** Why it was rejected, or empty. */
    String reason();

    /** More about it, or empty. */
    String detail();

    /** Bytes beside the result words, which nobody changes any more; null for none. */
    byte @Nullable [] bytes();

    /** False if texts and bytes were given up before. */
    default boolean isWhole() {
        return true;
    }

    /** Takes what is remembered, without an object for it. */
    interface Reader {
        /**
         * How the first op of a request ended.
         *
         * @param kindNumber 0 if it ended well, else the number of the fault kind
         * @param words where the result words stand; to be copied
         * @param from the first of them
         * @param count how many
         * @param reason why it was rejected, or empty
         * @param detail more about it, or empty
         * @param bytes beside the result words; not to be changed
         */
        void ended(
                int kindNumber,
                int[] words,
                int from,
                int count,
                String reason,
                String detail,
                byte @Nullable [] bytes);
    }
}
