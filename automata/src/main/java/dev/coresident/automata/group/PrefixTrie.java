package dev.coresident.automata.group;

import java.util.Arrays;

/** A trie over labels (a set's number, or the complement of an assertion's) with nodes attached to its places. */
final class PrefixTrie {

    static final int ROOT = 0;

    private int[] labels = new int[64];
    private int[] firstChildren = new int[64];
    private int[] siblings = new int[64];
    private int[] firstAttached = new int[64];
    private int size;

    private int[] attachedNodes = new int[64];
    private int[] nextAttached = new int[64];
    private int attachedCount;

    /** Child numbers by hash of parent and label; 0 is free, as the root is nobody's child. */
    private int[] table = new int[128];

    private int[] parents = new int[64];

    PrefixTrie() {
        addPlace(-1, 0);
    }

    /** The child of {@code place} under {@code label}, made if it is missing. */
    int child(int place, int label) {
        int slot = find(place, label);
        if (table[slot] != 0) {
            return table[slot];
        }
        int child = addPlace(place, label);
        siblings[child] = firstChildren[place];
        firstChildren[place] = child;
        table[slot] = child;
        if (2 * size > table.length) {
            rehash();
        }
        return child;
    }

    private int find(int place, int label) {
        int mask = table.length - 1;
        int slot = hash(place, label) & mask;
        while (table[slot] != 0 && (parents[table[slot]] != place || labels[table[slot]] != label)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static int hash(int place, int label) {
        long mixed = (place * 0x9E3779B97F4A7C15L) ^ (label * 0xC2B2AE3D27D4EB4FL);
        return (int) (mixed ^ mixed >>> 29);
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int place = 1; place < size; place++) {
            table[find(parents[place], labels[place])] = place;
        }
    }

    private int addPlace(int parent, int label) {
        if (size == labels.length) {
            labels = Arrays.copyOf(labels, 2 * size);
            firstChildren = Arrays.copyOf(firstChildren, 2 * size);
            siblings = Arrays.copyOf(siblings, 2 * size);
            firstAttached = Arrays.copyOf(firstAttached, 2 * size);
            parents = Arrays.copyOf(parents, 2 * size);
        }
        labels[size] = label;
        parents[size] = parent;
        firstChildren[size] = -1;
        siblings[size] = -1;
        firstAttached[size] = -1;
        return size++;
    }

    void attach(int place, int node) {
        if (attachedCount == attachedNodes.length) {
            attachedNodes = Arrays.copyOf(attachedNodes, 2 * attachedCount);
            nextAttached = Arrays.copyOf(nextAttached, 2 * attachedCount);
        }
        attachedNodes[attachedCount] = node;
        nextAttached[attachedCount] = firstAttached[place];
        firstAttached[place] = attachedCount++;
    }

    int size() {
        return size;
    }

    int label(int place) {
        return labels[place];
    }

    int firstChild(int place) {
        return firstChildren[place];
    }

    int nextSibling(int place) {
        return siblings[place];
    }

    int firstAttached(int place) {
        return firstAttached[place];
    }

    int nextAttached(int entry) {
        return nextAttached[entry];
    }

    int attachedNode(int entry) {
        return attachedNodes[entry];
    }
}
