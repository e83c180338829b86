package dev.coresident.api.internal.pump;

/** The tenants with work at one level, in the order of their turns: a ring of ids, each at most once. The pump's own. */
final class RoundRobin {
    private final int[] ids;
    private final int mask;
    private int first;
    private int size;

    RoundRobin(int tenants) {
        ids = new int[Integer.highestOneBit(Math.max(1, tenants)) << 1];
        mask = ids.length - 1;
    }

    int size() {
        return size;
    }

    int front() {
        return ids[first];
    }

    void add(int id) {
        ids[(first + size) & mask] = id;
        size++;
    }

    int removeFront() {
        int id = ids[first];
        first = (first + 1) & mask;
        size--;
        return id;
    }

    void rotate() {
        add(removeFront());
    }
}
