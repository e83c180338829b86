package dev.coresident.api.dispatch;

import com.google.common.primitives.ImmutableIntArray;

/** Words that stay. */
record OwnWords(ImmutableIntArray words) implements OpWords {
    static OwnWords copyOf(int... words) {
        if (words.length > MOST) {
            throw new IllegalArgumentException("an op has at most " + MOST + " words, got " + words.length);
        }
        return new OwnWords(ImmutableIntArray.copyOf(words));
    }

    @Override
    public int count() {
        return words.length();
    }

    @Override
    public int word(int index) {
        return words.get(index);
    }
}
