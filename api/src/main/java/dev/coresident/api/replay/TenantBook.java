package dev.coresident.api.replay;

import dev.coresident.api.replay.log.LogRecord;
import dev.coresident.spi.program.OpKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What a replay knows of one tenant: its bindings, and which of its observable words every order of its slots agrees on. */
final class TenantBook {
    private static final int BLOCKS = Long.SIZE;

    private final LogRecord.Registered registered;
    private final int observableWords;
    private final Map<Integer, LogRecord.Bound> bindings = new HashMap<>();
    private final Map<Integer, Long> boundAt = new HashMap<>();
    private boolean revoked;
    private long revokedAt = -1;

    // By block of the observable window: slots in flight that write it, and the record of the last that was published.
    private final int[] writers = new int[BLOCKS];
    private final long[] written = new long[BLOCKS];
    private final int[] setters = new int[BLOCKS];
    private final long[] set = new long[BLOCKS];
    /** Blocks whose content depends on an order that the log does not know. */
    private long uncertain;

    TenantBook(LogRecord.Registered registered, int observableWords) {
        this.registered = registered;
        this.observableWords = observableWords;
    }

    int word() {
        return registered.tenant();
    }

    String label() {
        return registered.label();
    }

    int windowFirst() {
        return registered.windowFirst();
    }

    int observableWords() {
        return observableWords;
    }

    LogRecord.Registered registered() {
        return registered;
    }

    Iterable<LogRecord.Bound> bindings() {
        return bindings.values();
    }

    boolean isRevoked() {
        return revoked;
    }

    void revoke(long record) {
        revoked = true;
        revokedAt = record;
    }

    void bind(LogRecord.Bound bound, long record) {
        bindings.put(bound.local(), bound);
        boundAt.put(bound.local(), record);
        boundAt.put(-1, record); // of any, for packed slots
    }

    int kind(int local) {
        LogRecord.Bound bound = bindings.get(local);
        return bound == null ? 0 : bound.kind();
    }

    int image(int local) {
        LogRecord.Bound bound = bindings.get(local);
        return bound == null ? 0 : bound.image();
    }

    String kindName(int local) {
        int kind = kind(local);
        for (OpKind known : OpKind.values()) {
            if (known.number() == kind) {
                return known.name();
            }
        }
        return kind == 0 ? "unbound" : "kind " + Integer.toUnsignedString(kind);
    }

    /** True if the tenant was revoked, or what the slot is bound to changed, after a record. */
    boolean changedSince(long record, InFlight slot) {
        return revokedAt > record || boundAt.getOrDefault(slot.bindingKey(), -1L) > record;
    }

    void published(InFlight slot) {
        SlotAccess access = slot.access;
        for (long left = access.reads | access.sets | access.adds; left != 0; left &= left - 1) {
            int block = Long.numberOfTrailingZeros(left);
            long bit = 1L << block;
            slot.metWriter |= writers[block] > 0 ? bit : 0;
            slot.metSetter |= setters[block] > 0 ? bit : 0;
            if (((access.sets | access.adds) & bit) != 0) {
                writers[block]++;
                written[block] = slot.record;
            }
            if ((access.sets & bit) != 0) {
                setters[block]++;
                set[block] = slot.record;
            }
        }
    }

    /**
     * A slot is over.
     *
     * @param unknown true if nobody knows whether, or on what, it ran
     * @param done true if it wrote all that it may have written, false if a fault kept it from some
     * @return true if what it read is the same in every order
     */
    boolean ended(InFlight slot, boolean unknown, boolean done) {
        SlotAccess access = slot.access;
        long metWriter = slot.metWriter;
        long metSetter = slot.metSetter;
        for (long left = access.reads | access.sets | access.adds; left != 0; left &= left - 1) {
            int block = Long.numberOfTrailingZeros(left);
            long bit = 1L << block;
            metWriter |= written[block] > slot.record ? bit : 0;
            metSetter |= set[block] > slot.record ? bit : 0;
            if (((access.sets | access.adds) & bit) != 0) {
                writers[block]--;
            }
            if ((access.sets & bit) != 0) {
                setters[block]--;
            }
        }
        boolean certain = !unknown && (access.reads & (metWriter | uncertain)) == 0;
        // A value that an addition leaves is the same in every order of additions, though what each of them saw is not.
        boolean addsOnly = !unknown && access.sets == 0;
        if (addsOnly) {
            uncertain |= access.adds & metSetter;
        } else if (!certain) {
            uncertain |= access.sets | access.adds;
        } else {
            long met = (access.sets & metWriter) | (access.adds & metSetter);
            if (done && observableWords <= BLOCKS) {
                uncertain &= ~(access.sets & ~met);
            }
            uncertain |= met;
        }
        return certain;
    }

    /** All slots in flight are gone and the window is zero. */
    void deviceReplaced() {
        Arrays.fill(writers, 0);
        Arrays.fill(setters, 0);
        uncertain = 0;
    }
}
