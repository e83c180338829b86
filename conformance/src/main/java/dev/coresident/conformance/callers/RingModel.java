package dev.coresident.conformance.callers;

import java.util.List;
import java.util.Set;

/** A ring as bytes, from docs/protocol.md alone: no layout, no segment, no constant of the code it judges. */
final class RingModel {
    private static final Set<Integer> TENANTS_MAY_PUBLISH = Set.of(0, 1, 2, 3, 4, 5, 6, 0xFFFD, 0xFFFE, 0x8000_0001);

    final byte[] bytes;
    private final int slots;

    RingModel(int slots) {
        this.slots = slots;
        this.bytes = new byte[64 * slots];
    }

    /** Puts a word where it stands in memory: little-endian. */
    void put(int slot, int word, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[64 * slot + 4 * word + i] = (byte) (value >>> (8 * i));
        }
    }

    private boolean isWritable(long slot) {
        byte status = bytes[(int) (64 * slot)];
        return status == 0 || status == 3 || status == 7;
    }

    /** May a tenant of a window publish it? */
    static boolean mayPublish(int opcode, int windowFirst, int windowSize) {
        long place = (opcode & 0xFFFF_FFFFL) - (windowFirst & 0xFFFF_FFFFL);
        return (place >= 0 && place < windowSize) || TENANTS_MAY_PUBLISH.contains(opcode);
    }

    /** Publishes one slot if the ring may take it. */
    boolean publish(long slot, int opcode, int tenantWord, int level, int... arguments) {
        if (slot >= slots || arguments.length > 12 || !isWritable(slot)) {
            return false;
        }
        write((int) slot, opcode, tenantWord, level, arguments);
        return true;
    }

    /** Publishes items, opcode first, and a fence, if there is room for all. */
    boolean publishBatch(long first, List<int[]> items, int tenantWord, int level, int tag) {
        if (first + items.size() >= slots) {
            return false;
        }
        for (long slot = first; slot <= first + items.size(); slot++) {
            if (!isWritable(slot)) {
                return false;
            }
        }
        int slot = (int) first;
        for (int[] item : items) {
            int[] arguments = new int[item.length - 1];
            System.arraycopy(item, 1, arguments, 0, arguments.length);
            write(slot++, item[0], tenantWord, level, arguments);
        }
        write(slot, 7, tenantWord, level, items.size(), tag);
        return true;
    }

    private void write(int slot, int opcode, int tenantWord, int level, int... arguments) {
        put(slot, 0, 1);
        put(slot, 1, opcode);
        put(slot, 2, tenantWord);
        put(slot, 3, level);
        for (int i = 0; i < 12; i++) {
            put(slot, 4 + i, i < arguments.length ? arguments[i] : 0);
        }
    }
}
