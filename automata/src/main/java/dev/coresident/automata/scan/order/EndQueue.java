package dev.coresident.automata.scan.order;

import java.io.IOException;
import java.util.Arrays;

/**
 * Takes the ends of one file from several sources, each of which gives its own ascending, and gives all of them out by end and rule, as far
 * as the caller knows that nothing smaller can follow. Nothing is sorted: the sources are merged, two and two, by steps without
 * branches, since nobody can foresee which source is next. At most {@code bound} ends wait here; when there are more, all of them and
 * those that follow go through a {@link MatchQueue} of the same bound until that is empty.
 *
 * <p>One thread. What a consumer throws at is gone from the queue: whoever drains then gives the file up. An end waits as one long: the offset above the rule's number. Adding and draining allocate only while arrays grow.
 */
public final class EndQueue implements WaitingMatches {
    private static final int FIRST_CAPACITY = 256;
    /** Room in an array that is kept for the next file: 256 KiB. */
    private static final int KEPT_CAPACITY = 1 << 15;

    private final Column[] columns;
    private final int ruleBits;
    private final int bound;
    private final MatchQueue overflow;
    /** While drained: where the merged runs so far begin, and behind the last of them where it ends. */
    private final int[] runs;

    private long[] merged = new long[0];
    private long[] other = new long[0];
    private int waiting;
    private boolean overflowing;

    /** The ends of one source, ascending; those from {@code from} to {@code to} wait. */
    private static final class Column {
        private long[] keys = new long[FIRST_CAPACITY];
        private int from;
        private int to;

        /** Where those end that are not above a key. */
        private int upTo(long last) {
            if (from == to || keys[to - 1] <= last) {
                return to;
            }
            int found = Arrays.binarySearch(keys, from, to, last);
            if (found < 0) {
                return -found - 1;
            }
            while (keys[found] == last) {
                found++;
            }
            return found;
        }

        private void forget(int before) {
            from = before;
            if (from == to) {
                from = 0;
                to = 0;
            }
        }

        private void add(long key) {
            if (to == keys.length) {
                makeRoom();
            }
            int at = to++;
            while (at > from && keys[at - 1] > key) {
                keys[at] = keys[at - 1];
                at--;
            }
            keys[at] = key;
        }

        private void makeRoom() {
            if (from >= keys.length / 2) {
                System.arraycopy(keys, from, keys, 0, to - from);
                to -= from;
                from = 0;
            } else {
                keys = Arrays.copyOf(keys, 2 * keys.length);
            }
        }

        private void clear() {
            from = 0;
            to = 0;
            if (keys.length > KEPT_CAPACITY) {
                keys = new long[FIRST_CAPACITY];
            }
        }
    }

    /**
     * An empty queue.
     *
     * @param sources how many give ends
     * @param rules how many rules there are; the more, the fewer bits are left for offsets: 43 with 2^20 rules
     * @param bound how many ends may wait, 1 to {@link MatchQueue#MOST_IN_MEMORY}
     */
    public EndQueue(int sources, int rules, int bound) {
        this.overflow = new MatchQueue(bound);
        this.bound = bound;
        this.ruleBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(rules - 1, 0));
        this.columns = new Column[sources];
        this.runs = new int[sources + 1];
        Arrays.setAll(columns, _ -> new Column());
    }

    /** Adds an end, which is not before the last one of its source. Rules in the order of their numbers save moving them there. */
    public void add(int source, long end, int rule) throws IOException {
        if (waiting == bound && !overflowing) {
            drainBelow(Long.MAX_VALUE, overflow::add);
            overflowing = true;
        }
        if (overflowing) {
            overflow.add(end, end, rule);
            return;
        }
        columns[source].add(end << ruleBits | rule);
        waiting++;
    }

    @Override
    public int inMemory() {
        return waiting + overflow.inMemory();
    }

    @Override
    public long spilled() {
        return overflow.spilled();
    }

    @Override
    public void drainBelow(long before, MatchConsumer consumer) throws IOException {
        if (overflowing) {
            overflow.drainBelow(before, consumer);
            overflowing = !overflow.isEmpty();
            return;
        }
        long last = before > Long.MAX_VALUE >>> ruleBits ? Long.MAX_VALUE : (before << ruleBits) - 1;
        int count = take(last);
        if (count == 0) {
            return;
        }
        while (count > 1) {
            count = mergePairs(count);
        }
        int mask = (1 << ruleBits) - 1;
        int end = runs[1];
        for (int at = 0; at < end; at++) {
            long key = merged[at];
            consumer.match(key >>> ruleBits, key >>> ruleBits, (int) key & mask);
        }
    }

    /** Moves what is not above a key out of the columns, behind one another; how many of them had any. */
    private int take(long last) {
        if (merged.length < waiting) {
            merged = new long[Math.max(waiting, 2 * merged.length)];
        }
        int count = 0;
        int end = 0;
        for (Column column : columns) {
            int to = column.upTo(last);
            int length = to - column.from;
            if (length > 0) {
                System.arraycopy(column.keys, column.from, merged, end, length);
                column.forget(to);
                runs[count++] = end;
                end += length;
            }
        }
        runs[count] = end;
        waiting -= end;
        return count;
    }

    /** Makes one run of each two; how many there are then. */
    private int mergePairs(int count) {
        if (other.length < runs[count]) {
            other = new long[merged.length];
        }
        int made = 0;
        for (int run = 0; run < count; run += 2) {
            int from = runs[run];
            int middle = runs[run + 1];
            int to = runs[Math.min(run + 2, count)];
            merge(merged, from, middle, to, other);
            runs[made++] = from;
        }
        runs[made] = runs[count];
        long[] done = other;
        other = merged;
        merged = done;
        return made;
    }

    /** Merges [from, middle) and [middle, to) of one array into the same place of another. Keys are not negative. */
    private static void merge(long[] keys, int from, int middle, int to, long[] into) {
        int left = from;
        int right = middle;
        int at = from;
        while (left < middle && right < to) {
            long one = keys[left];
            long two = keys[right];
            long difference = two - one;
            int isRight = (int) (difference >>> (Long.SIZE - 1));
            into[at++] = one + (difference & -isRight);
            right += isRight;
            left += 1 - isRight;
        }
        System.arraycopy(keys, left, into, at, middle - left);
        System.arraycopy(keys, right, into, at + middle - left, to - right);
    }

    @Override
    public void clear() throws IOException {
        for (Column column : columns) {
            column.clear();
        }
        if (merged.length > KEPT_CAPACITY) {
            merged = new long[0];
            other = new long[0];
        }
        waiting = 0;
        overflowing = false;
        overflow.clear();
    }

    @Override
    public void close() throws IOException {
        clear();
    }
}
