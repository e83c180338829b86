package dev.coresident.automata.worklist.frontier;

import java.util.Arrays;

/** Ends of matches that wait for those before them: brought into order by end and rule, each once. One thread. */
public final class Ends {
    /** Bits of the rule in a key; the end has the others. */
    public static final int RULE_BITS = 20;

    private long[] keys = new long[256];
    private int count;
    private long last = -1;
    private boolean ascending = true;

    /** Receives ends. */
    @FunctionalInterface
    public interface Receiver {
        /** A match of a rule ends at an offset. */
        void end(int rule, long end);
    }

    /** None yet. */
    public Ends() {}

    /** Forgets all. */
    public void clear() {
        count = 0;
        last = -1;
        ascending = true;
    }

    /** Adds one. */
    public void add(int rule, long end) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
        }
        long key = end << RULE_BITS | rule;
        ascending &= count == 0 || keys[count - 1] < key;
        keys[count++] = key;
    }

    /** Takes all that another one has. */
    public void addAll(Ends other) {
        for (int i = 0; i < other.count; i++) {
            add((int) other.keys[i] & ((1 << RULE_BITS) - 1), other.keys[i] >>> RULE_BITS);
        }
    }

    /** Sorts and drops what stands there twice. */
    private void settle() {
        if (ascending) {
            return;
        }
        Arrays.sort(keys, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || keys[i] != keys[i - 1]) {
                keys[kept++] = keys[i];
            }
        }
        count = kept;
        ascending = true;
    }

    /** True if it has the same ends of the same rules. */
    public boolean hasAllOf(Ends other) {
        settle();
        other.settle();
        return count == other.count && Arrays.equals(keys, 0, count, other.keys, 0, count);
    }

    /** Passes on every end before a bound, ascending, each once. */
    public long passBelow(long bound, Receiver receiver) {
        settle();
        int at = 0;
        long passed = 0;
        while (at < count && keys[at] >>> RULE_BITS < bound) {
            long key = keys[at++];
            if (key != last) {
                last = key;
                passed++;
                receiver.end((int) key & ((1 << RULE_BITS) - 1), key >>> RULE_BITS);
            }
        }
        System.arraycopy(keys, at, keys, 0, count - at);
        count -= at;
        return passed;
    }
}
