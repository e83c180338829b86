package dev.coresident.api.ring;

import java.util.Arrays;
import java.util.List;

/** The protocol's ring as a byte array, written from docs/protocol.md alone: no layout class, no segment. */
final class RingModel {
    private static final List<Long> RESERVED_BUT_PUBLISHABLE =
            List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 0xFFFDL, 0xFFFEL, 0x8000_0001L);

    final byte[] bytes;

    RingModel(int slots) {
        this.bytes = new byte[slots * 64];
    }

    static void put(byte[] bytes, int at, int word) {
        bytes[at] = (byte) word;
        bytes[at + 1] = (byte) (word >> 8);
        bytes[at + 2] = (byte) (word >> 16);
        bytes[at + 3] = (byte) (word >> 24);
    }

    int word(int slot, int word) {
        int at = slot * 64 + word * 4;
        return (bytes[at] & 0xFF)
                | ((bytes[at + 1] & 0xFF) << 8)
                | ((bytes[at + 2] & 0xFF) << 16)
                | ((bytes[at + 3] & 0xFF) << 24);
    }

    void status(int slot, int status) {
        put(bytes, slot * 64, status);
    }

    static boolean mayPublish(int opcode) {
        long word = opcode & 0xFFFF_FFFFL;
        boolean reserved = word <= 7 || (word >= 0xFFF0 && word <= 0xFFFF) || word >= 0x8000_0000L;
        return !reserved || RESERVED_BUT_PUBLISHABLE.contains(word);
    }

    /** Writes the slot, or says no and changes nothing. */
    boolean publish(long slot, int opcode, int tenant, int level, int[] arguments) {
        if (slot >= bytes.length / 64 || arguments.length > 12 || !mayPublish(opcode) || !writable((int) slot)) {
            return false;
        }
        write((int) slot, opcode, tenant, level, arguments);
        return true;
    }

    boolean publishBatch(long first, List<int[]> items, int tenant, int level, int tag) {
        if (first + items.size() + 1 > bytes.length / 64) {
            return false;
        }
        for (int i = 0; i <= items.size(); i++) {
            if (!writable((int) first + i)) {
                return false;
            }
        }
        for (int i = 0; i < items.size(); i++) {
            int[] item = items.get(i);
            write((int) first + i, item[0], tenant, level, Arrays.copyOfRange(item, 1, item.length));
        }
        write((int) first + items.size(), 7, tenant, level, new int[] {items.size(), tag});
        return true;
    }

    int done() {
        int done = 0;
        for (int slot = 0; slot < bytes.length / 64; slot++) {
            done += word(slot, 0) == 3 ? 1 : 0;
        }
        return done;
    }

    private boolean writable(int slot) {
        int status = word(slot, 0);
        return status == 0 || status == 3 || status == 7;
    }

    private void write(int slot, int opcode, int tenant, int level, int[] arguments) {
        put(bytes, slot * 64, 1);
        put(bytes, slot * 64 + 4, opcode);
        put(bytes, slot * 64 + 8, tenant);
        put(bytes, slot * 64 + 12, level);
        for (int i = 0; i < 12; i++) {
            put(bytes, slot * 64 + 16 + 4 * i, i < arguments.length ? arguments[i] : 0);
        }
    }
}
