package dev.coresident.automata.scan.file;

import java.io.IOException;
import java.util.Arrays;

/**
 * Brings the events of a lane into order and drops repeated ones. At one byte a device reports ends at the byte and behind it, and
 * the next byte, or the end of the input, may report them again; so an end is passed on only when the lane has gone beyond it.
 */
final class EventOrder {
    /** Bits of the rule in a key; the end has the others. */
    private static final int RULE_BITS = 20;

    /** How far a key is moved before all are sorted. */
    private static final int NEAR = 16;

    private long[] keys = new long[256];
    private int count;
    private boolean ascending = true;
    private long last = -1;

    void begin() {
        count = 0;
        ascending = true;
        last = -1;
    }

    void add(int rule, long end) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
        }
        long key = (end << RULE_BITS) | rule;
        int at = count++;
        if (at > 0 && keys[at - 1] > key) {
            at = moveUp(at, key);
        }
        keys[at] = key;
    }

    /** Makes a place for a key that belongs a little further up, which is all that one byte's events may be apart but for large sets. */
    private int moveUp(int from, long key) {
        int least = Math.max(0, from - NEAR);
        int at = from;
        while (at > least && keys[at - 1] > key) {
            keys[at] = keys[at - 1];
            at--;
        }
        ascending = ascending && (at == 0 || keys[at - 1] <= key);
        return at;
    }

    /** Passes on every end before {@code bound}, ascending by end and rule, each once. */
    void passBelow(long bound, Reporter reporter) throws IOException {
        if (!ascending) {
            Arrays.sort(keys, 0, count);
            ascending = true;
        }
        int at = 0;
        while (at < count && keys[at] >>> RULE_BITS < bound) {
            long key = keys[at++];
            if (key != last) {
                last = key;
                reporter.end((int) key & ((1 << RULE_BITS) - 1), key >>> RULE_BITS);
            }
        }
        System.arraycopy(keys, at, keys, 0, count - at);
        count -= at;
    }
}
