package dev.coresident.automata.scan.order;

import java.io.IOException;
import java.util.Arrays;

/**
 * Takes the ends of one file from several sources, each of which gives its own ascending by end and rule, and gives all of them out in
 * that order, as far as the caller knows that nothing smaller can follow. Nothing is sorted: the sources are merged. At most
 * {@code bound} ends wait here; when there are more, all of them and those that follow go through a {@link MatchQueue} of the same
 * bound until that is empty.
 *
 * <p>One thread. An end waits as one long: the offset above the rule's number. Adding and draining allocate only while the columns
 * grow. Draining costs a step in a heap of the sources only where the source changes from one end to the next.
 */
public final class EndQueue implements WaitingMatches {
    private static final int FIRST_CAPACITY = 256;
    /** Room in a column that is kept for the next file: 256 KiB. */
    private static final int KEPT_CAPACITY = 1 << 15;

    private final Column[] columns;
    private final int ruleBits;
    private final int bound;
    private final MatchQueue overflow;
    /** While drained: the columns with ends to give out, as a heap by their first. */
    private final Column[] heap;

    private int heapSize;
    private int waiting;
    private boolean overflowing;

    /** The ends of one source, ascending; those from {@code from} to {@code to} wait. */
    private static final class Column {
        private long[] keys = new long[FIRST_CAPACITY];
        private int from;
        private int to;

        private long first() {
            return keys[from];
        }

        private void add(long key) {
            if (from < to && key < keys[to - 1]) {
                throw new IllegalArgumentException(
                        "a source gives its ends ascending, got " + key + " after " + keys[to - 1]);
            }
            if (to == keys.length) {
                makeRoom();
            }
            keys[to++] = key;
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
        this.heap = new Column[sources];
        Arrays.setAll(columns, _ -> new Column());
    }

    /** Adds an end, which is not before the last one of its source; at one offset the rule is not below the last one's. */
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
        heapSize = 0;
        for (Column column : columns) {
            if (column.from < column.to && column.first() <= last) {
                heap[heapSize++] = column;
            }
        }
        for (int place = heapSize / 2 - 1; place >= 0; place--) {
            siftDown(place);
        }
        while (heapSize > 0) {
            give(heap[0], Math.min(last, othersAbove()), consumer);
            if (heap[0].from == heap[0].to || heap[0].first() > last) {
                heap[0] = heap[--heapSize];
            }
            siftDown(0);
        }
    }

    /** Gives out what the first of the heap has up to a key up to which no other has anything. */
    private void give(Column column, long upTo, MatchConsumer consumer) throws IOException {
        long[] keys = column.keys;
        int to = column.to;
        int at = column.from;
        int mask = (1 << ruleBits) - 1;
        // The first always goes: two sources with the same end of the same rule must not wait for each other.
        do {
            long key = keys[at++];
            consumer.match(key >>> ruleBits, key >>> ruleBits, (int) key & mask);
        } while (at < to && keys[at] <= upTo);
        waiting -= at - column.from;
        column.from = at;
        if (at == to) {
            column.from = 0;
            column.to = 0;
        }
    }

    /** A key that all but the heap's first are above. */
    private long othersAbove() {
        if (heapSize == 1) {
            return Long.MAX_VALUE;
        }
        long least = heap[1].first();
        return (heapSize == 2 ? least : Math.min(least, heap[2].first())) - 1;
    }

    private void siftDown(int from) {
        int place = from;
        while (2 * place + 1 < heapSize) {
            int child = 2 * place + 1;
            if (child + 1 < heapSize && heap[child + 1].first() < heap[child].first()) {
                child++;
            }
            if (heap[place].first() <= heap[child].first()) {
                return;
            }
            Column lifted = heap[child];
            heap[child] = heap[place];
            heap[place] = lifted;
            place = child;
        }
    }

    @Override
    public void clear() throws IOException {
        for (Column column : columns) {
            column.clear();
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
