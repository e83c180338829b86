package dev.coresident.automata.group;

import java.util.Arrays;

/** Interns sequences of ints: equal sequences get equal numbers, from 0 in order of first sight. Open addressing, one arena. */
public final class IntSequences {

    private final IntArena arena = new IntArena();
    private final IntList starts = new IntList(64);
    private final IntList hashes = new IntList(64);
    private int[] table = new int[128];

    public IntSequences() {
        starts.add(0);
    }

    /** The number of a sequence, which is copied if it is new. */
    public int intern(IntList sequence) {
        int hash = hash(sequence);
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
            int number = table[slot] - 1;
            if (hashes.get(number) == hash && same(number, sequence)) {
                return number;
            }
            slot = slot + 1 & mask;
        }
        int number = size();
        for (int i = 0; i < sequence.size(); i++) {
            arena.add(sequence.get(i));
        }
        starts.add(arena.size());
        hashes.add(hash);
        table[slot] = number + 1;
        if (2 * size() > table.length) {
            rehash();
        }
        return number;
    }

    private boolean same(int number, IntList sequence) {
        int length = length(number);
        if (length != sequence.size()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (get(number, i) != sequence.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static int hash(IntList sequence) {
        long hash = sequence.size();
        for (int i = 0; i < sequence.size(); i++) {
            hash = (hash ^ sequence.get(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    private void rehash() {
        table = new int[2 * table.length];
        int mask = table.length - 1;
        for (int number = 0; number < size(); number++) {
            int slot = hashes.get(number) & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = number + 1;
        }
    }

    /** How many different sequences there are. */
    public int size() {
        return starts.size() - 1;
    }

    public int length(int number) {
        return starts.get(number + 1) - starts.get(number);
    }

    public int get(int number, int index) {
        return arena.get(starts.get(number) + index);
    }

    /** All that is stored, in ints. */
    public int totalLength() {
        return arena.size();
    }

    /** Ints in blocks, so that growing never copies what is large. */
    private static final class IntArena {
        private static final int BLOCK_BITS = 16;
        private int[][] blocks = new int[4][];
        private int size;

        void add(int value) {
            int block = size >>> BLOCK_BITS;
            if (block == blocks.length) {
                blocks = Arrays.copyOf(blocks, 2 * block);
            }
            if ((size & (1 << BLOCK_BITS) - 1) == 0) {
                blocks[block] = new int[1 << BLOCK_BITS];
            }
            blocks[block][size++ & (1 << BLOCK_BITS) - 1] = value;
        }

        int get(int index) {
            return blocks[index >>> BLOCK_BITS][index & (1 << BLOCK_BITS) - 1];
        }

        int size() {
            return size;
        }
    }
}
