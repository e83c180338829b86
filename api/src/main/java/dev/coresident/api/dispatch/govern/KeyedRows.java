package dev.coresident.api.dispatch.govern;

import java.util.Arrays;

/**
 * Rows found by a key, each standing in one of a few lists. Both tables of this room are made of it: owners keep their columns
 * in arrays of {@link #capacity()} elements beside it.
 *
 * <p>A hash table with linear probing and no tombstones (what stands behind a removed key moves up), and intrusive circular lists
 * whose heads stand before the rows. The order of the lists depends on the calls alone, never on the hash. Doubles until it has its most
 * rows; allocates nothing else.
 */
final class KeyedRows {
    static final int NONE = -1;

    private static final int SMALLEST = 16;

    private final int maxRows;
    private final int lists;
    private final long salt;
    private long[] keys;
    private int[] next;
    private int[] previous;
    /** Row + 1 by hash, 0 where there is none; at most half full. */
    private int[] places;

    private int size;
    private int freeRow = NONE;
    private int touchedRows;

    KeyedRows(int maxRows, int lists, long salt) {
        this.maxRows = maxRows;
        this.lists = lists;
        this.salt = salt;
        int capacity = Math.min(SMALLEST, maxRows);
        keys = new long[capacity];
        next = new int[lists + capacity];
        previous = new int[lists + capacity];
        places = new int[placesFor(capacity)];
        for (int list = 0; list < lists; list++) {
            next[list] = list;
            previous[list] = list;
        }
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == maxRows;
    }

    /** How long the owner's columns are to be; grows in {@link #add}. */
    int capacity() {
        return keys.length;
    }

    long key(int row) {
        return keys[row];
    }

    int find(long key) {
        int mask = places.length - 1;
        for (int at = home(key, mask); places[at] != 0; at = at + 1 & mask) {
            int row = places[at] - 1;
            if (keys[row] == key) {
                return row;
            }
        }
        return NONE;
    }

    /** Adds a row at the end of a list. The key is new and the table not full. */
    int add(long key, int list) {
        int row = freeRow;
        if (row == NONE) {
            if (touchedRows == keys.length) {
                grow();
            }
            row = touchedRows++;
        } else {
            freeRow = next[lists + row];
        }
        keys[row] = key;
        place(row);
        link(row, list);
        size++;
        return row;
    }

    void remove(int row) {
        int mask = places.length - 1;
        int hole = home(keys[row], mask);
        while (places[hole] != row + 1) {
            hole = hole + 1 & mask;
        }
        // What could no longer be reached over the hole moves into it: its home is not between the hole and where it
        // stands.
        for (int at = hole + 1 & mask; places[at] != 0; at = at + 1 & mask) {
            int home = home(keys[places[at] - 1], mask);
            if ((at - home & mask) >= (at - hole & mask)) {
                places[hole] = places[at];
                hole = at;
            }
        }
        places[hole] = 0;
        unlink(row);
        next[lists + row] = freeRow;
        freeRow = row;
        size--;
    }

    /** Moves a row to the end of a list, its own or another. */
    void move(int row, int list) {
        unlink(row);
        link(row, list);
    }

    /** The first row of a list, or {@link #NONE}. */
    int first(int list) {
        return next[list] - lists < 0 ? NONE : next[list] - lists;
    }

    /** The row after a row in its list, or {@link #NONE}. */
    int after(int row) {
        int link = next[lists + row];
        return link < lists ? NONE : link - lists;
    }

    private void link(int row, int list) {
        int link = lists + row;
        int last = previous[list];
        next[last] = link;
        previous[link] = last;
        next[link] = list;
        previous[list] = link;
    }

    private void unlink(int row) {
        int link = lists + row;
        next[previous[link]] = next[link];
        previous[next[link]] = previous[link];
    }

    private void place(int row) {
        int mask = places.length - 1;
        int at = home(keys[row], mask);
        while (places[at] != 0) {
            at = at + 1 & mask;
        }
        places[at] = row + 1;
    }

    private void grow() {
        int capacity = (int) Math.min(2L * keys.length, maxRows);
        keys = Arrays.copyOf(keys, capacity);
        next = Arrays.copyOf(next, lists + capacity);
        previous = Arrays.copyOf(previous, lists + capacity);
        places = new int[placesFor(capacity)];
        for (int row = 0; row < touchedRows; row++) {
            place(row); // none is free: the table grows only when all are taken
        }
    }

    private static int placesFor(int capacity) {
        return Integer.highestOneBit(Math.max(1, capacity) * 2 - 1) << 1;
    }

    /** The finalizer of MurmurHash3, salted so that nobody can choose keys that meet. */
    private int home(long key, int mask) {
        long mixed = key ^ salt;
        mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (int) (mixed ^ mixed >>> 33) & mask;
    }
}
